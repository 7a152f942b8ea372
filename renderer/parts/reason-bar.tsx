import { useEffect, useRef } from 'react'
import type { Failure } from '../../shared/failure'
import { isSaid } from '../../shared/said'
import { text } from '../text'
import { Button } from './button'
import { FailureNotice } from './notice'

const words = text.intake.decide

type ReasonBarProps = {
  readonly id: string
  readonly act: string
  readonly reason: string
  readonly failure: Failure | undefined
  readonly onTyped: (reason: string) => void
  readonly onSaid: () => void
  readonly onLeave: () => void
}

/** A reason first; Enter does it. */
export function ReasonBar({ id, act, reason, failure, onTyped, onSaid, onLeave }: ReasonBarProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <section className="field" aria-label={act}>
      <label htmlFor={id}>{words.reason}</label>
      <input
        id={id}
        ref={input}
        className="input"
        value={reason}
        maxLength={200}
        autoComplete="off"
        aria-describedby={`${id}-needs`}
        onChange={({ target }) => onTyped(target.value)}
      />
      <p id={`${id}-needs`} className="field-below">
        {words.needs}
      </p>
      {failure && <FailureNotice failure={failure} />}
      <div className="acts">
        <Button kind="act" keycap={text.station.keys.enter} isDisabled={!isSaid(reason)} onPress={onSaid}>
          {act}
        </Button>
        <Button keycap={text.station.keys.escape} onPress={onLeave}>
          {words.cancel}
        </Button>
      </div>
    </section>
  )
}
