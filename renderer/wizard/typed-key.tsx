import { type FormEvent, useId, useRef, useState } from 'react'
import type { StationState } from '../../shared/contract'
import type { Failure } from '../../shared/failure'
import { Icon } from '../parts/icon'
import { useWords } from '../readers/words'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { text } from '../text'

const words = text.station.typeKey

/** What only a supervisor knows goes from the field to the station, and is kept nowhere on the page. */
export function TypedKey({ what }: { readonly what: NonNullable<StationState['wanted']> }) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [failure, refused] = useState<Failure>()

  async function give(event: FormEvent): Promise<void> {
    event.preventDefault()
    const typed = input.current?.value ?? ''
    if (input.current) input.current.value = ''
    if (typed === '') return
    const answer = await answerOf(station.keys.give({ what, typed }))
    refused(answer.ok ? undefined : answer.failure)
  }

  return (
    <form className="typed-key" onSubmit={(event) => void give(event)}>
      <Icon name="key" />
      <div className={failure ? 'field field-wrong' : 'field'}>
        <label htmlFor={id}>{words[what].label}</label>
        <div className="typed-key-line">
          <input
            ref={input}
            id={id}
            className="input mono"
            type="password"
            autoComplete="off"
            maxLength={256}
            aria-invalid={failure !== undefined}
            aria-describedby={`${id}-below`}
          />
          <button className="btn" type="submit">
            {words[what].keep}
          </button>
        </div>
        <p className="field-below" id={`${id}-below`} role="status">
          {failure ? <Refused failure={failure} /> : `${words[what].takes} ${words.lead}`}
        </p>
      </div>
    </form>
  )
}

function Refused({ failure }: { readonly failure: Failure }) {
  const { what } = useWords(failure)
  return (
    <>
      <Icon name="fail" />
      {what}
    </>
  )
}
