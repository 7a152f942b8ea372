import { withoutPadding } from '../../shared/bytes'
import type { CardReport } from '../../shared/contract'
import { Failed } from '../../shared/failure'
import { formatOf } from '../../shared/message/format'
import { en } from '../../shared/text/en'
import type { Card } from '../card/card'
import { send } from '../card/channel'
import { PIN1, queryTries } from '../card/commands'
import { admTriesLeft } from '../card/key'
import { type DeviceFile, readAsDevice } from './card'
import { accountsIn, reasonOf } from './rehearse'

type Found = CardReport['bootstrap'][number]

/** What is on a card, in data and in words. Reads only: no try is spent, nothing is written. */
export async function inspectCard(card: Card, hash: (bytes: Uint8Array) => string): Promise<CardReport> {
  const adm1 = { triesLeft: await admTriesLeft(card.channel) }
  const pin1 = { triesLeft: (await send(card.channel, queryTries(PIN1))).left }
  const { files, problem } = await filesOn(card)
  const bootstrap = files.map((file) => foundIn(file, hash))
  const story = [
    en.card.is(card.iccid),
    ...(problem ? [problem] : bootstrap.flatMap(told)),
    ...(bootstrap.length > 1 ? [en.card.several(bootstrap.length)] : []),
    en.card.tries(adm1.triesLeft),
  ]
  return { atr: card.atrHex, kind: 'uicc3g', iccid: card.iccid, keys: { adm1, pin1 }, bootstrap, story }
}

/** A card without bootstrap files is a finding, not a failure. */
async function filesOn(card: Card): Promise<{ files: readonly DeviceFile[]; problem?: string }> {
  try {
    return { files: await readAsDevice(card.channel) }
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'card.unsuitable')
      return { files: [], problem: en.card.noApplication(error.failure.missing) }
    if (error instanceof Failed && error.failure.code === 'bytes.malformed')
      return { files: [], problem: en.card.noApplication(`readable directory: ${reasonOf(error.failure)}`) }
    throw error
  }
}

function foundIn(file: DeviceFile, hash: (bytes: Uint8Array) => string): Found {
  const { path, form, sizeBytes } = file
  const none = { path, form, bytes: 0, sizeBytes, format: 'unknown', servers: [] } as const
  if ('failure' in file) return { ...none, servers: [], problem: reasonOf(file.failure) }
  const content = withoutPadding(file.bytes)
  const format = formatOf(file.bytes)
  if (format === 'empty') return { ...none, servers: [], format }
  const known = { ...none, bytes: content.length, sha256: hash(content), format }
  try {
    return { ...known, servers: accountsIn(file.bytes) }
  } catch (error) {
    if (error instanceof Failed) return { ...known, servers: [], problem: reasonOf(error.failure) }
    throw error
  }
}

function told({ path, bytes, sizeBytes, format, servers, problem }: Found): readonly string[] {
  if (format === 'empty') return [en.card.empty(path, sizeBytes)]
  return [
    en.card.holds(path, bytes, sizeBytes, en.card.format[format]),
    ...servers.map(({ serverId, url }) => en.card.trusts(serverId, url)),
    ...(problem ? [en.card.unusable(path, problem)] : []),
  ]
}
