// A card that comes in again is as good as what is on it now, not as what its job left there.
import { Failed, type Failure } from '../../shared/failure'
import type { JobId, JobRecord } from '../../shared/job'
import type { Stay } from '../../shared/line'
import type { Card } from '../card/card'
import type { HolderPins } from '../card/pin'
import type { DeviceFile } from '../device/card'
import { contradicting, rehearse } from '../device/rehearse'
import { readForHolder } from '../device/rehearse-card'
import { sha256 } from '../hash'
import type { Readers } from '../reader/readers'
import { mayPass } from './insertions'

export type Again = Extract<Stay, { is: 'again' }>

export type AgainDeps = {
  readonly withCard: Readers['withCard']
  readonly record: (job: JobId) => JobRecord | undefined
  /** The same PINs as its job had. */
  readonly keys: HolderPins
  readonly refuse: (failure: Failure) => Stay
  readonly now: () => number
}

/** What is known of the card then; undefined where its reader has to be asked once more. */
export async function lookAgain(reader: string, { job, iccid }: Again, deps: AgainDeps): Promise<Stay | undefined> {
  try {
    await deps.withCard(reader, (card) => checkStillGood(card, { job, iccid }, deps))
    return { is: 'began', job, since: deps.now() }
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    return mayPass(error.failure) ? undefined : deps.refuse(error.failure)
  }
}

/**
 * Fails with `card.rewritten` where a device would find other bytes than those of the record, with `card.contradicts`
 * where it would take another message as well, and with what keeps a device from reading them.
 */
async function checkStillGood(
  card: Card,
  { job, iccid }: Pick<Again, 'job' | 'iccid'>,
  deps: Pick<AgainDeps, 'keys' | 'record'>,
): Promise<void> {
  const { reader, iccid: found } = card
  if (found === undefined) throw new Failed({ code: 'card.unnumbered', reader })
  if (found !== iccid) throw new Failed({ code: 'card.other', reader, iccid, found })
  const record = deps.record(job)
  const files = await readForHolder(card, deps.keys)
  const message = files.map((file) => record && 'bytes' in file && messageIn(file.bytes, record)).find(Boolean)
  if (!message) throw new Failed(unreadIn(files) ?? { code: 'card.rewritten', path: files[0]?.path ?? '' })
  const { failure } = rehearse(files)
  if (failure) throw new Failed(failure)
  const path = contradicting(files, message)
  if (path !== undefined) throw new Failed({ code: 'card.contradicts', path })
}

/** What keeps the message from being seen: nothing can be said of what is in that file. */
const unreadIn = (files: readonly DeviceFile[]): Failure | undefined =>
  files.flatMap((file) => ('failure' in file ? [file.failure] : []))[0]

function messageIn(file: Uint8Array, { bytes, sha256: wanted }: JobRecord): Uint8Array | undefined {
  const message = file.subarray(0, bytes)
  const isAlone = file.subarray(message.length).every((byte) => byte === 0xff)
  return isAlone && sha256(message) === wanted ? message : undefined
}
