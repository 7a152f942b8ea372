import { type DeviceId, identityOf } from '../../shared/identity/device'
import type { JobRecord } from '../../shared/job'
import { useReaderLabel } from '../readers/words'
import { text } from '../text'
import { Fact, Facts } from './facts'

const words = text.counter

type NoReceiptProps = { readonly device: DeviceId; readonly record: JobRecord }

/** In the place of the receipt, whose sale this is: by the ends of its numbers, as a customer reads along. */
export function NoReceipt({ device, record: { iccid, reader } }: NoReceiptProps) {
  const label = useReaderLabel(reader)
  const { type, value } = identityOf(device)
  return (
    <aside className="receipt-none" aria-label={text.receipt.number}>
      <Facts>
        <Fact
          icon="device"
          name={words.card.phone}
          value={text.receipt.deviceEnds(type.toUpperCase(), text.identity.end(value))}
        />
        {iccid !== undefined && (
          <Fact icon="card" name={words.card.card} value={words.card.ends(text.identity.end(iccid))} below={label} />
        )}
      </Facts>
      <p className="quiet">{words.done.noReceipt}</p>
    </aside>
  )
}
