// What somebody asks a life by: any identity of a device, as it is scanned, printed or typed.

import { Failed } from '../../shared/failure'
import type { Code } from '../../shared/identity/code'
import { type DeviceId, parseDevice } from '../../shared/identity/device'
import { codesIn } from '../../shared/identity/label'
import { luhnDigit } from '../../shared/identity/luhn'
import { parsePhone } from '../../shared/intake/phone'
import { JobId, type JobRecord } from '../../shared/job'
import { because } from '../../shared/reason'

export type Named = { readonly devices: readonly DeviceId[]; readonly cards: readonly string[] }

export type Known = {
  readonly record: (job: JobId) => JobRecord | undefined
  /** Card numbers of jobs that begin so. */
  readonly cardsLike: (iccid: string) => Promise<readonly string[]>
  readonly devicesOf: (phone: string) => readonly DeviceId[]
  readonly countryCode: string | undefined
}

/** A job, a device, a card or a phone number, in this order. Fails with `request.invalid` for anything else. */
export async function identitiesIn(asked: string, known: Known): Promise<Named> {
  const text = asked.trim()
  const job = JobId.safeParse(text.toLowerCase())
  const record = job.success ? known.record(job.data) : undefined
  if (record) return { devices: record.device ? [record.device] : [], cards: record.iccid ? [record.iccid] : [] }
  const codes = codesIn(text)
  const devices = codes.flatMap((code) => (code.kind === 'device' ? [code.device] : []))
  const cards = codes.flatMap((code) => (code.kind === 'iccid' ? [code.iccid] : []))
  if (devices.length > 0 || cards.length > 0)
    return { devices: unique(devices), cards: unique(await printed(cards, known)) }
  const found = named(text) ?? (await bare(text, known))
  if (found) return found
  refuse(codes)
  return byPhone(text, codes, known)
}

const refused = (reason: string): Failed => new Failed({ code: 'request.invalid', path: 'identity', reason })

/** What was misread leads to somebody else, and what nobody here has a list of to nobody. */
function refuse(codes: readonly Code[]): void {
  for (const code of codes) {
    if (code.kind === 'check-digit')
      throw refused(because('the check digit of this {} does not fit', code.of.toUpperCase()))
    if (code.kind === 'eid' || code.kind === 'product')
      throw refused(because('lives are kept by device, card, job and phone number, and by no other number of a label'))
  }
}

function named(text: string): Named | undefined {
  try {
    return { devices: [parseDevice(text)], cards: [] }
  } catch (error) {
    if (error instanceof Failed) return undefined
    throw error
  }
}

/** 3GPP TS 23.003, 6.2.1 and ITU-T E.118: as some labels print them, without the check digit. Fourteen digits alone may fit a GTIN too. */
async function bare(text: string, known: Known): Promise<Named | undefined> {
  const digits = text.replace(/[\s/.-]/g, '')
  if (/^89\d{16}$/.test(digits)) return { devices: [], cards: await printed([digits], known) }
  return /^\d{14}$/.test(digits) ? named(`imei:${digits}${luhnDigit(digits)}`) : undefined
}

/** A card is known by what it says itself; its label may have one digit less. */
async function printed(cards: readonly string[], { cardsLike }: Known): Promise<readonly string[]> {
  const each = cards.map(async (iccid) => {
    const like = (await cardsLike(iccid)).filter((one) => one === iccid || one.slice(0, -1) === iccid)
    return like.length > 0 ? unique(like) : [iccid]
  })
  return (await Promise.all(each)).flat()
}

function byPhone(text: string, codes: readonly Code[], { devicesOf, countryCode }: Known): Named {
  try {
    const [phone = parsePhone(text, countryCode)] = codes.flatMap((code) => (code.kind === 'phone' ? [code.phone] : []))
    return { devices: unique(devicesOf(phone)), cards: [] }
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'request.invalid')
      throw refused(because('it is no device, card, job or phone number that this station can read'))
    throw error
  }
}

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)]
