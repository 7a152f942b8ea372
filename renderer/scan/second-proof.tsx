import { identityOf } from '../../shared/identity/device'
import { provingLength } from '../../shared/identity/proof'
import { Icon } from '../parts/icon'
import { text } from '../text'
import type { Proving } from './proving'

const words = text.scan.proof

/** Asks for a typed device a second time: its last digits, or all of it; the keys of the window fill it. */
export function SecondProof({ proving }: { readonly proving: Proving }) {
  const { device, again, wrong } = proving
  const length = provingLength(device)
  const asked = identityOf(device).type === 'imei' ? words.last(length) : words.all
  return (
    <section className={wrong ? 'proof proof-wrong' : 'proof'} aria-label={words.title}>
      <Icon name={wrong ? 'fail' : 'device'} />
      <div>
        <p className="notice-what">{words.title}</p>
        <p className="notice-below" role="status">
          {wrong?.told === 'differs' ? words.differs(wrong.at + 1) : asked}
        </p>
      </div>
      <p
        className="proof-again"
        style={{ minInlineSize: `${length + 2}ch` }}
        dir="ltr"
        role="img"
        aria-label={words.again(again)}
      >
        {again}
        <i className="caret" />
      </p>
    </section>
  )
}
