// What a preparation can do to a card, one command or a few for each.
import { bytesOf, concat, hex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import type { PreparationLack, PreparationStep, PreparedFile } from '../../shared/preparation'
import { createFile, directoryTemplate, resizeFile, transparentTemplate, updateRecord } from './administer'
import { findHome, type Home, type Pkcs15, pkcs15At } from './application'
import type { Card } from './card'
import { type Channel, type Command, send } from './channel'
import { selectMf } from './commands'
import { replace } from './content'
import { selectDir } from './dir'
import { PKCS15_AID } from './pkcs15'
import { takenBack } from './prepare-undo'
import { readSelected, type SendReads } from './selected'
import { isSuccess, swText } from './status-word'
import type { WantedKeys } from './unlock'

/** `path` is that of an entry: from the application, or from the MF. `keys` are those the card wants for it. */
export type Step = { readonly file: PreparedFile; readonly path: Uint8Array; readonly keys: WantedKeys } & (
  | { readonly does: 'make'; readonly fid: number; readonly security: Uint8Array; readonly pins: Uint8Array }
  | { readonly does: 'create'; readonly fid: number; readonly sizeBytes: number; readonly security: Uint8Array }
  | { readonly does: 'enlarge'; readonly fid: number; readonly fromBytes: number; readonly toBytes: number }
  | { readonly does: 'clear'; readonly start: number; readonly from: Uint8Array }
  | { readonly does: 'enter'; readonly start: number; readonly from: Uint8Array; readonly bytes: Uint8Array }
  | { readonly does: 'list'; readonly record: number; readonly bytes: Uint8Array }
)
type StepOf<Does extends Step['does']> = Extract<Step, { does: Does }>

type Facts = {
  readonly file: PreparedFile
  readonly needBytes?: number
  readonly haveBytes?: number
  readonly sw?: string
}

export const cannotPrepare = (lack: PreparationLack, facts: Facts): Failed =>
  new Failed({ code: 'card.cannot-prepare', lack, ...facts })

/** As people are told of it. */
export function told(step: Step): PreparationStep {
  const where = { file: step.file, path: hex(step.path) }
  switch (step.does) {
    case 'make':
      return { does: 'create', ...where, ...ruleOf(step.security) }
    case 'create':
      return { does: 'create', ...where, sizeBytes: step.sizeBytes, ...ruleOf(step.security) }
    case 'enlarge':
      return { does: 'enlarge', ...where, fromBytes: step.fromBytes, toBytes: step.toBytes }
    case 'clear':
      return { does: 'clear', ...where }
    case 'enter':
      return { does: 'enter', ...where, start: step.start, hex: hex(step.bytes) }
    case 'list':
      return { does: 'list', file: step.file, record: step.record, hex: hex(step.bytes) }
  }
}

/** 8B: FID of EF.ARR and record. */
function ruleOf([tag, , high = 0, low = 0, record = 0]: Uint8Array): Pick<
  Extract<PreparationStep, { does: 'create' }>,
  'rule'
> {
  return tag === 0x8b ? { rule: { arr: hex(bytesOf(high, low)), record } } : {}
}

/** Where the application is, if it is anywhere yet, and whether it is the one that is selected. */
type Place = { readonly home: Home | undefined; readonly current: 'here' | 'elsewhere' }

/** Carries the steps out, in order, and takes back those before one that the card does not do. */
export async function carryOut(card: Card, steps: readonly Step[], { home, current }: Place): Promise<void> {
  let pkcs15 = home && pkcs15At(card.channel, home, { current })
  for (const [at, step] of steps.entries())
    try {
      if (step.does === 'make') pkcs15 = await make(card.channel, step)
      else if (step.does === 'list') await list(card.channel, step)
      else await inApplication(card, pkcs15, step)
    } catch (error) {
      throw await takenBack(card.channel, pkcs15, steps.slice(0, at), error)
    }
}

/**
 * Where the card takes no name for a directory, it is made without: it is found by its path then. Nor do all cards take
 * the PINs of a directory, which the standard wants.
 */
async function make(channel: Channel, { file, fid, security, pins }: StepOf<'make'>): Promise<Pkcs15> {
  await send(channel, selectMf)
  const name = PKCS15_AID
  for (const more of [{ name, pins }, { name }, { pins }]) {
    const command = createFile(directoryTemplate(fid, { security, ...more }))
    if (await send(channel, orCannot('create', file, command, WRONG_DATA))) return made(channel, file)
  }
  await send(channel, orCannot('create', file, createFile(directoryTemplate(fid, { security }))))
  return made(channel, file)
}

async function made(channel: Channel, file: PreparedFile): Promise<Pkcs15> {
  const home = await findHome(channel)
  if (!home) throw cannotPrepare('create', { file })
  return pkcs15At(channel, home)
}

const WRONG_DATA = 0x6a80

async function inApplication(
  card: Card,
  pkcs15: Pkcs15 | undefined,
  step: StepOf<'create' | 'enlarge' | 'clear' | 'enter'>,
): Promise<void> {
  if (!pkcs15) throw new Error('a file comes before its directory')
  const { channel } = pkcs15
  const { file } = step
  switch (step.does) {
    case 'create':
      await pkcs15.enter()
      await send(
        channel,
        orCannot('create', file, createFile(transparentTemplate(step.fid, step.sizeBytes, step.security))),
      )
      return blank(card, pkcs15, step, { start: 0, end: step.sizeBytes })
    case 'enlarge':
      await pkcs15.enter()
      await send(channel, orCannot('resize', file, resizeFile(step.fid, step.toBytes)))
      return blank(card, pkcs15, step, { start: step.fromBytes, end: step.toBytes })
    case 'clear':
      return replace(pkcs15, step, { from: step.from, to: step.from.map(() => 0xff) }, card.lengths)
    case 'enter':
      return replace(pkcs15, step, { from: step.from, to: step.bytes }, card.lengths)
  }
}

/** ETSI TS 102 222, 6.3.2.2 and 6.10: what is new is FF, unless a card does otherwise. What may not be read is written. */
async function blank(
  card: Card,
  pkcs15: Pkcs15,
  { path }: Step,
  { start, end }: { readonly start: number; readonly end: number },
): Promise<void> {
  const send: SendReads = (commands) => pkcs15.sendTo(path, commands)
  const first = await unlessPin(readSelected(pkcs15.channel, start + 1, { start, file: hex(path), first: send }))
  if (first?.[0] === 0xff) return
  const from = first ? await readSelected(pkcs15.channel, end, { start, most: card.lengths.read }) : unread(end - start)
  await replace(pkcs15, { path, start }, { from, to: from.map(() => 0xff) }, card.lengths)
}

/** Bytes of which nothing is known: each of them counts as other than FF. */
export const unread = (sizeBytes: number): Uint8Array => new Uint8Array(sizeBytes)

async function unlessPin(reading: Promise<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'card.needs-pin') return undefined
    throw error
  }
}

/** A record is written twice, the first time with FF in front: torn in between, it is that of nobody. */
async function list(channel: Channel, { bytes, record }: StepOf<'list'>): Promise<void> {
  await selectDir(channel)
  await send(channel, updateRecord(record, concat(bytesOf(0xff), bytes.subarray(1))))
  await send(channel, updateRecord(record, bytes))
}

/** True when it is done, false where the card answers `unless`; any other answer is `card.cannot-prepare`. */
const orCannot = (
  lack: PreparationLack,
  file: PreparedFile,
  command: Command<undefined>,
  unless?: number,
): Command<boolean> => ({
  ...command,
  knows: () => true,
  parse: (_, sw) => {
    if (isSuccess(sw) || sw === unless) return isSuccess(sw)
    throw cannotPrepare(sw === 0x6a84 ? 'memory' : lack, { file, sw: swText(sw) })
  },
})
