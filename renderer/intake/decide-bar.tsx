import { useEffect, useRef } from 'react'
import { Button } from '../parts/button'
import { FailureNotice } from '../parts/notice'
import { text } from '../text'
import { reasonId } from './acts'
import { decide } from './search'
import { type Deciding, decisionLeft, isSaid, reasonTyped } from './store'

const words = text.intake.decide

/** A reason first; Enter does it. */
export function DecideBar({ deciding }: { readonly deciding: Deciding }) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <section className="field" aria-label={words[deciding.act]}>
      <label htmlFor={reasonId}>{words.reason}</label>
      <input
        id={reasonId}
        ref={input}
        className="input"
        value={deciding.reason}
        maxLength={200}
        autoComplete="off"
        aria-describedby={`${reasonId}-needs`}
        onChange={({ target }) => reasonTyped(target.value)}
      />
      <p id={`${reasonId}-needs`} className="field-below">
        {words.needs}
      </p>
      {deciding.failure && <FailureNotice failure={deciding.failure} />}
      <div className="acts">
        <Button
          kind="act"
          keycap={text.station.keys.enter}
          isDisabled={!isSaid(deciding)}
          onPress={() => void decide()}
        >
          {words[deciding.act]}
        </Button>
        <Button keycap={text.station.keys.escape} onPress={decisionLeft}>
          {words.cancel}
        </Button>
      </div>
    </section>
  )
}
