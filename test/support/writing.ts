import { type WriteTo, type Written, writeBootstrap } from '../../electron/card/bootstrap'
import { type Card, readIccid } from '../../electron/card/card'
import { type Channel, fetching } from '../../electron/card/channel'
import { type Lengths, shortLengths } from '../../electron/card/lengths'
import { createTries } from '../../electron/card/tries'
import { readAsDevice } from '../../electron/device/card'
import { inTurn } from '../../electron/reader/in-turn'
import { createStayTries } from '../../electron/reader/stay-tries'
import { concat, fromHex } from '../../shared/bytes'
import { Failed, type Failure } from '../../shared/failure'
import { utf8 } from '../../shared/utf8'
import { createTestCard, type TestCard } from './card'
import { askFor } from './card-key'

export const adm = utf8('12345678')

export const cardWith = (options: Parameters<typeof createTestCard>[0] = {}): TestCard =>
  createTestCard({ adm, ...options })

/** Commands to a card of the bench go in scripts, as in a session. */
export const scripted = ({ transmit }: Pick<Channel, 'transmit'>): Channel => ({
  transmit,
  script: async (commands) => {
    const answers: Uint8Array[] = []
    await inTurn(commands, transmit, (answer) => void answers.push(answer))
    return answers
  },
})

/** A session on a card of the bench, as the readers give it to a job. */
export async function sessionOn(card: TestCard, lengths: Lengths = shortLengths): Promise<Card> {
  const channel = fetching(scripted(card))
  const iccid = await readIccid(channel)
  return {
    channel,
    reader: 'Test 01',
    kind: 'uicc3g',
    lengths,
    atrHex: '',
    iccid,
    tries: createTries({ iccid, kind: 'uicc3g' }, createStayTries()),
    secure: async () => false,
    reset: async () => card.reset(),
    commands: () => 0,
  }
}

export const writeTo = (key = adm): WriteTo => ({ key: askFor(key), onTouch: async () => undefined })

/** One write in a session of its own; the card is left as after a reset. */
export async function write(card: TestCard, message: Uint8Array, key = adm): Promise<Written> {
  card.reset()
  try {
    return await writeBootstrap(await sessionOn(card), message, writeTo(key))
  } finally {
    card.reset()
  }
}

/** What a device reads at power-on. */
export async function asDevice(card: TestCard): Promise<Uint8Array> {
  card.reset()
  const [file] = await readAsDevice(fetching(card))
  if (!file || 'failure' in file) throw new Error('a device reads nothing')
  return file.bytes
}

export const failureOf = async (work: Promise<unknown>): Promise<Failure> => {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(error instanceof Failed)) throw new Error(`no failure but ${String(error)}`)
  return error.failure
}

/** A message that begins like JSON, of so many bytes; another seed differs nearly everywhere. */
export const messageOf = (seed: number, size: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, at) => (at === 0 ? 0x5b : 0x20 + ((at * 7 + seed * 31 + (at >> 3)) % 90)))

/** What a card was sent since its log had so many entries. */
export const sentSince = (card: TestCard, before: number): readonly string[] =>
  card
    .dump()
    .log.slice(before)
    .map(({ c }) => c)

/** Whether a file holds this message and nothing behind it. */
export const holds = (file: Uint8Array, message: Uint8Array): boolean =>
  file.every((byte, at) => byte === (message[at] ?? 0xff))

/** The bench's own hand: bytes to the start of a file of the application. */
export async function put(card: TestCard, fid: string, bytes: Uint8Array): Promise<void> {
  for (const command of ['00A40004023F00', '00A40004027F50', `00A4000402${fid}`]) await card.transmit(fromHex(command))
  await card.transmit(concat(fromHex('0020000A08'), adm))
  for (let at = 0; at < bytes.length; at += 255) {
    const part = bytes.subarray(at, at + 255)
    await card.transmit(concat(Uint8Array.of(0x00, 0xd6, at >> 8, at & 0xff, part.length), part))
  }
  card.reset()
}
