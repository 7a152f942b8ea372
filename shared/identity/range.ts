// Devices from one number to another, with the check digits that go with them.
import { Failed } from '../failure'
import { type DeviceId, parseDevice } from './device'
import { luhnDigit } from './luhn'

export type DeviceRange = { readonly count: number; readonly devices: () => Generator<DeviceId, void, void> }

const most = 10_000_000
const refused = (path: string, reason: string): Failed => new Failed({ code: 'request.invalid', path, reason })

type End = { readonly type: 'imei' | 'meid' | 'esn'; readonly number: bigint }

/** An IMEI with its check digit or without, or `meid:` or `esn:` and hex. */
function endOf(text: string, path: string): End {
  const bare = text.replace(/[\s/-]/g, '').toLowerCase()
  const imei = /^(?:imei:)?(\d{14,15})$/.exec(bare)?.[1]
  if (imei !== undefined) {
    if (imei.length === 15) parseDevice(`imei:${imei}`)
    return { type: 'imei', number: BigInt(imei.slice(0, 14)) }
  }
  const hex = /^(meid|esn):/.exec(bare)?.[1]
  if (hex !== 'meid' && hex !== 'esn')
    throw refused(path, 'an end of a range is 14 or 15 digits, or meid: or esn: and hex')
  return { type: hex, number: BigInt(`0x${parseDevice(bare).slice(hex.length + 1)}`) }
}

/** Both ends belong to it. Fails with `request.invalid` where they are no ends of one range, or of more than ten million. */
export function rangeOf(first: string, last: string): DeviceRange {
  const [from, to] = [endOf(first, 'first'), endOf(last, 'last')]
  if (from.type !== to.type) throw refused('last', 'both ends of a range are of one kind')
  const count = Number(to.number - from.number) + 1
  if (count < 1) throw refused('last', 'the last of a range is not before the first')
  if (count > most) throw refused('last', 'a range has at most ten million devices')
  return {
    count,
    devices: function* () {
      for (let number = from.number; number <= to.number; number++) yield deviceOf(from.type, number)
    },
  }
}

function deviceOf(type: End['type'], number: bigint): DeviceId {
  if (type === 'imei') {
    const body = String(number).padStart(14, '0')
    return parseDevice(`imei:${body}${luhnDigit(body)}`)
  }
  return parseDevice(`${type}:${number.toString(16).padStart(type === 'meid' ? 14 : 8, '0')}`)
}
