import { useEffect, useRef } from 'react'
import { Button } from '../parts/button'
import { useNow } from '../parts/now'
import { useWords } from '../readers/words'
import { text } from '../text'
import { type RevealView, reasonLacks, reasonTyped, reveal, revealEnded } from './reveal'

const words = text.composer.reveal
export const reasonFieldId = 'composer-reason'

type Asking = Extract<RevealView, { step: 'reason' }>
type Shown = Extract<RevealView, { step: 'shown' }>

/** A reason first, then the secret for a while: nowhere else on the page. */
export const RevealBar = ({ view, name }: { readonly view: Asking | Shown; readonly name: string }) =>
  view.step === 'reason' ? <ReasonBar view={view} name={name} /> : <SecretBar view={view} name={name} />

function ReasonBar({ view, name }: { readonly view: Asking; readonly name: string }) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const lacks = reasonLacks(view.reason)
  return (
    <section className="node-bar is-asking" aria-label={words.ask}>
      <label className="label" htmlFor={reasonFieldId}>
        <bdi dir="ltr" className="mono">
          {name}
        </bdi>
      </label>
      <input
        id={reasonFieldId}
        ref={input}
        className="input"
        aria-label={words.reason}
        placeholder={words.reason}
        value={view.reason}
        maxLength={500}
        autoComplete="off"
        aria-describedby="composer-reason-needs"
        onChange={({ target }) => reasonTyped(view.node, target.value)}
      />
      <span id="composer-reason-needs" className="label" role="status">
        {view.failure ? <Refused failure={view.failure} /> : words.needs(lacks)}
      </span>
      <Button kind="act" keycap={text.station.keys.enter} isDisabled={lacks > 0} onPress={() => void reveal()}>
        {words.show}
      </Button>
    </section>
  )
}

function Refused({ failure }: { readonly failure: NonNullable<Asking['failure']> }) {
  return useWords(failure).what
}

function SecretBar({ view, name }: { readonly view: Shown; readonly name: string }) {
  const now = useNow()
  return (
    <section className="node-bar is-shown" aria-label={words.value}>
      <p className="node-path">
        <bdi dir="ltr" className="mono">
          <span className="faint">{`${name} `}</span>
          <b data-testid="revealed">{view.secret.value}</b>
        </bdi>
        {view.secret.text !== undefined && (
          <span className="label">
            {words.asText}{' '}
            <bdi dir="ltr" className="mono">
              {view.secret.text}
            </bdi>
          </span>
        )}
      </p>
      <span className="label">{words.left(Math.max(0, Math.ceil((view.until - now) / 1000)))}</span>
      <Button keycap={text.station.keys.escape} onPress={revealEnded}>
        {words.hide}
      </Button>
    </section>
  )
}
