import { SecondProof } from '../scan/second-proof'
import { text } from '../text'
import { useRepair } from './store'

/** What is typed by hand, grouped as on the label, and its second telling; a scan needs no field. */
export function Echo() {
  const { typed, proving } = useRepair()
  return (
    <>
      <p className="repair-echo mono" role="status" dir="ltr">
        {text.identity.printed(typed)}
        {proving === undefined && <i className="caret" />}
      </p>
      {proving && <SecondProof proving={proving} />}
    </>
  )
}
