import { Icon } from '../parts/icon'
import { text } from '../text'
import { Barcode } from './barcode'
import type { Fault } from './check'
import { type TestName, testCodes } from './test-codes'

const words = text.scan.setUp

type Props = { readonly name: TestName; readonly faults: readonly Fault[] | undefined }

/** One code to scan, and what came of it. */
export const TestCodeCard = ({ name, faults }: Props) => (
  <li className="test-code">
    <Barcode symbology={testCodes[name].symbology} text={testCodes[name].written} label={words.tests[name]} />
    <p className="test-code-name">{words.tests[name]}</p>
    <div role="status">
      {faults === undefined && <span className="mark mark-idle">{words.waiting}</span>}
      {faults?.length === 0 && (
        <span className="mark mark-pass">
          <Icon name="pass" />
          {words.fits}
        </span>
      )}
      {faults?.map((fault) => (
        <FaultSaid key={fault.fault} fault={fault} />
      ))}
    </div>
  </li>
)

export const FaultSaid = ({ fault }: { readonly fault: Fault }) => (
  <p className="fault-said">
    <Icon name="fail" />
    {fault.fault === 'layout' ? words.layout(fault.scanner, fault.computer) : words.faults[fault.fault]}
  </p>
)
