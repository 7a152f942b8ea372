import { type FormEvent, useId, useRef, useState } from 'react'
import type { StationState } from '../../shared/contract'
import type { Failure } from '../../shared/failure'
import { FailureNotice } from '../parts/notice'
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
    <form className="typed-key field" onSubmit={(event) => void give(event)}>
      <label htmlFor={id}>{words[what].label}</label>
      <div className="typed-key-line">
        <input ref={input} id={id} className="input mono" type="password" autoComplete="off" maxLength={256} />
        <button className="btn" type="submit">
          {words.keep}
        </button>
      </div>
      <p className="field-below">{`${words[what].takes} ${words.lead}`}</p>
      {failure && <FailureNotice failure={failure} />}
    </form>
  )
}
