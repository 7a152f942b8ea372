import { fromHex, hex } from '../../shared/bytes'
import type { CardReport } from '../../shared/card-report'
import { Failed, type Failure } from '../../shared/failure'
import { en } from '../../shared/text/en'
import type { Text } from '../../shared/text/text'
import { readAtr } from '../card/atr'
import { bounded } from '../card/bounded'
import type { Card } from '../card/card'
import { type Channel, send } from '../card/channel'
import { ADM1, PIN1, PIN2, selectMf } from '../card/commands'
import { type Application, PKCS15_AID } from '../card/pkcs15'
import { createSurvey } from '../card/survey'
import { type DeviceFile, filesForDevice } from './card'
import { contentOf, foundIn, withAccess } from './found'
import { applicationName, lookAtMf, lookAtSubscriber } from './look'
import { lookAtPkcs15 } from './look-pkcs15'
import { nothingFound, rehearse } from './rehearse'
import { storyOf } from './story'

/** A card that has all there is takes some 150 commands, and the slowest of them some seconds. */
const BOUNDS = { commands: 800, ms: 60_000 }

export type InspectDeps = {
  readonly hash: (bytes: Uint8Array) => string
  readonly now: () => number
  /** In which language the report tells what it found; English where it is not said. */
  readonly words?: Text['card']
}

/**
 * What is on a card, in data and in words. Sends nothing but SELECT, READ, STATUS, MANAGE CHANNEL and VERIFY without a
 * key: nothing is written. No try is spent but by a card that counts the question: two of PIN1, or of PIN2 where PIN1
 * cannot tell, once in its life, which a PUK brings back. What does not read is a line of the story; only the link and the store fail.
 */
export async function inspectCard(card: Card, { hash, now, words = en.card }: InspectDeps): Promise<CardReport> {
  const { channel, isSpent } = bounded(card.channel, BOUNDS, now)
  await send(channel, { ...selectMf, knows: () => true })
  const { tries } = card
  const left = (reference: number) => tries.leftFreely(channel, reference)
  const pin1 = await left(PIN1)
  const device = await asDevice(channel)
  const found = device.files.map((file) => foundIn(file, hash, now()))
  const looked = await look(channel, card, found, () => tries.leftFreely(channel, PIN2, 'USIM'), words)
  const { mf, subscriber, pkcs15, pin2 } = looked
  // Where PIN1 is off, PIN2 tells whether the question is free.
  const adm1 = await left(ADM1)
  const tree = mf && {
    ...mf.node,
    children: [...mf.node.children, ...subscriber.nodes, ...(pkcs15 ? [pkcs15.node] : [])],
  }
  const report: CardReport = {
    atr: card.atrHex,
    kind: card.kind,
    ...(card.iccid !== undefined && { iccid: card.iccid }),
    transport: transportOf(card),
    subscriber: subscriber.subscriber,
    applications: (mf?.applications ?? []).map(listedAs),
    objects: pkcs15?.objects ?? [],
    keys: {
      adm1: { triesLeft: adm1 },
      pin1: { triesLeft: pin1, isOff: mf?.isPin1Off ?? false },
      pin2: { triesLeft: pin2 },
    },
    bootstrap: found.map((one) => withAccess(one, tree, words)),
    rehearsal: verdictOf(device),
    ...(tree && { tree }),
    story: [],
  }
  return {
    ...report,
    story: storyOf(report, { isCounting: tries.isCounting(), isSpared: tries.isSpared(), isSpent: isSpent() }, words),
  }
}

/** DFs stand under the MF in the tree, and so do applications, wherever the card keeps them. */
async function look(
  channel: Channel,
  { kind }: Card,
  found: readonly ReturnType<typeof foundIn>[],
  pin2Left: () => Promise<number | null>,
  words: Text['card'],
) {
  const survey = createSurvey(channel)
  const mf = await lookAtMf(survey, words)
  let pin2: number | null = null
  const subscriber = await lookAtSubscriber(survey, kind, mf?.applications ?? [], words, async () => {
    pin2 = await pin2Left()
  })
  const listed = mf?.applications.find(({ aid }) => hex(aid) === hex(PKCS15_AID))
  const pkcs15 = await lookAtPkcs15(
    survey,
    listed,
    (path, read) => {
      const one = found.find((file) => file.path === path)
      return one && contentOf(one, read, words)
    },
    words,
  )
  return { mf, subscriber, pkcs15, pin2 }
}

const listedAs = ({ aid, label, path }: Application): CardReport['applications'][number] => ({
  aid: hex(aid),
  name: applicationName(hex(aid)),
  ...(label && { label }),
  ...(path && { path: hex(path) }),
})

function transportOf({ atrHex, lengths }: Card): CardReport['transport'] {
  const { protocols, historical, channels } = readAtr(fromHex(atrHex))
  return {
    protocols: protocols.map((protocol) => `T=${protocol}`),
    historical: hex(historical),
    ...(channels !== undefined && { channels }),
    readBytes: lengths.read,
    updateBytes: lengths.update,
  }
}

type Device = { readonly files: readonly DeviceFile[]; readonly failure?: Failure }

/** A card on which a device finds nothing, or nothing that reads, is a finding. */
async function asDevice(channel: Channel): Promise<Device> {
  try {
    return { files: await filesForDevice(channel) }
  } catch (error) {
    if (error instanceof Failed && isFinding(error.failure)) return { files: [], failure: error.failure }
    throw error
  }
}

const isFinding = ({ code }: Failure): boolean => /^(card\.(unsuitable|refused|needs-.*)|bytes\.malformed)$/.test(code)

function verdictOf({ files, failure }: Device): CardReport['rehearsal'] {
  const none: Failure = { code: 'card.unsuitable', missing: 'entry for DM bootstrap in EF(DODF)' }
  const { outcome, tried } = files.length > 0 ? rehearse(files) : nothingFound(failure ?? none)
  const why = outcome === 'FAIL' ? tried[0]?.why : undefined
  return { outcome, ...(why && { why }) }
}
