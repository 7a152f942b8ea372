import { type FormEvent, useId, useRef, useState } from 'react'
import type { Failure } from '../../shared/failure'
import { Icon } from '../parts/icon'
import { useWords } from '../readers/words'
import type { Answer } from '../station/answer'
import { text } from '../text'

type Told = {
  readonly label: string
  readonly below: string
  readonly keep: string
  /** A secret is not shown while it is typed. */
  readonly isSecret: boolean
  /** It is what the page waits for. */
  readonly isMain?: boolean
  readonly give: (typed: string) => Promise<Answer<unknown>>
}

/** A line that somebody has to say before it goes on. It goes from the field to the station, and is kept nowhere on the page. */
export function ToldLine({ label, below, keep, isSecret, isMain = false, give }: Told) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [failure, refused] = useState<Failure>()

  async function told(event: FormEvent): Promise<void> {
    event.preventDefault()
    const typed = input.current?.value ?? ''
    if (input.current && isSecret) input.current.value = ''
    if (typed === '') return
    const answer = await give(typed)
    refused(answer.ok ? undefined : answer.failure)
  }

  return (
    <form className="typed-key" onSubmit={(event) => void told(event)}>
      <Icon name="key" />
      <div className={failure ? 'field field-wrong' : 'field'}>
        <label htmlFor={id}>{label}</label>
        <div className="typed-key-line">
          <input
            ref={input}
            id={id}
            className={isSecret ? 'input mono' : 'input'}
            type={isSecret ? 'password' : 'text'}
            autoComplete="off"
            maxLength={256}
            onInput={() => refused(undefined)}
            aria-invalid={failure !== undefined}
            aria-describedby={`${id}-below`}
          />
          <button className={isMain ? 'btn btn-act' : 'btn'} type="submit">
            {keep}
          </button>
        </div>
        <p className="field-below" id={`${id}-below`} role="status">
          {failure ? <Refused failure={failure} /> : below}
        </p>
      </div>
    </form>
  )
}

function Refused({ failure }: { readonly failure: Failure }) {
  const { what, detail } = useWords(failure)
  return (
    <>
      <Icon name="fail" />
      <span>
        {what}
        {detail !== undefined && (
          <small className="below">
            {text.station.forTechnician} <bdi lang="en">{detail}</bdi>
          </small>
        )}
      </span>
    </>
  )
}
