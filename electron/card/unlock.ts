import { hex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { accessOf, type Rule } from './access'
import { type Pkcs15, unsuitable } from './application'
import { type Card, readIccid } from './card'
import type { Channel } from './channel'
import { isAdm, isLocal } from './commands'
import type { Fcp } from './fcp'
import { type AskKey, type AskTries, verifyAdm } from './key'
import { insideSecureChannel, wantsSecureChannel } from './secure-place'

/** Where keys are shown: those of the application belong to its directory. */
export type Place = Pick<Pkcs15, 'channel' | 'enter'>

/** A file that is to be updated, by what people know it as. */
type ToUpdate = { readonly path: Uint8Array; readonly fcp: Fcp }

/**
 * Shows the card what it wants before these files are updated. Its access rules say which keys those are, ADM1 where
 * they do not; the card must still be the one of this session, for no other may cost a try or be changed. Another file
 * is selected then. Fails with `card.unsuitable` before any key is shown where no card key may update one of them.
 */
export async function unlock(card: Card, place: Place, files: readonly ToUpdate[], key: AskKey): Promise<void> {
  const rights = await rightsTo(place.channel, files)
  const isSecure = rights.some(({ rule }) => wantsSecureChannel(rule))
  const wanted = eachOnce(rights.flatMap((right) => keysOf(right, isSecure)))
  if (!isSecure) return showKeys(card, place, wanted, key)
  const [path] = rights.map((right) => hex(right.path))
  await showKeysSecurely(card, place.channel, { path: path ?? '', wanted }, key)
}

/**
 * Inside a secure channel to the application: it is one with the card that it was opened to, and nothing has to be asked
 * for that. Fails with `card.needs-secure-channel`, before any key is shown, where nobody has its keys.
 */
export async function showKeysSecurely(
  card: Card,
  channel: Channel,
  { path, wanted }: { readonly path: string; readonly wanted: WantedKeys },
  key: AskKey,
): Promise<void> {
  if (!(await card.secure())) throw new Failed({ code: 'card.needs-secure-channel', path })
  for (const references of wanted) await verifyAdm(channel, await key(references, triesOn(card, channel)), card.tries)
}

const triesOn =
  ({ tries }: Card, channel: Channel): AskTries =>
  (reference) =>
    tries.left(channel, reference)

type Right = { readonly path: Uint8Array; readonly known: boolean; readonly rule: Rule | undefined }

/** Files of one rule are asked about once. */
async function rightsTo(channel: Channel, files: readonly ToUpdate[]): Promise<readonly Right[]> {
  const found = new Map<string, Right>()
  for (const { path, fcp } of files) {
    const said = JSON.stringify(fcp.security, (_, value: unknown) => (value instanceof Uint8Array ? hex(value) : value))
    if (found.has(said)) continue
    const { known, rules } = await accessOf(channel, fcp)
    found.set(said, { path, known, rule: rules.update })
  }
  return [...found.values()]
}

function keysOf({ path, known, rule }: Right, isSecure: boolean): WantedKeys {
  const wanted = known ? keysFor(isSecure && rule ? insideSecureChannel(rule) : rule) : [undefined]
  if (!wanted?.every((references) => references === undefined || references.some(isAdm)))
    throw unsuitable(`right to update its bootstrap file ${hex(path)} with a card key`)
  return wanted
}

export const eachOnce = (all: WantedKeys): WantedKeys =>
  all.filter((keys, at) => all.findIndex((other) => String(other) === String(keys)) === at)

/** Each of these sets is one key to show, any of its references. */
export type WantedKeys = readonly (readonly number[] | undefined)[]

/**
 * Between the question which card this is and the key there is no other command but the SELECT of the application, for a
 * key of its own; and it is asked once more behind the last key, for a card of the same key may have come in between.
 */
export async function showKeys(card: Card, { channel, enter }: Place, wanted: WantedKeys, key: AskKey): Promise<void> {
  const enterFor = async (reference: number): Promise<void> => {
    if (isLocal(reference)) await enter()
  }
  for (const references of wanted) {
    const shown = await key(references, async (reference) => {
      await enterFor(reference)
      return card.tries.left(channel, reference)
    })
    const once: typeof shown.once = async (attempt) => {
      await confirm(card, channel)
      await enterFor(shown.reference)
      return shown.once(attempt)
    }
    await enterFor(shown.reference)
    await verifyAdm(channel, { ...shown, once }, card.tries)
  }
  await confirm(card, channel)
}

/** A session belongs to one card. Fails with `card.other` if another one answers, though the reader saw no change. */
export async function confirm({ iccid, reader }: Card, channel: Channel): Promise<void> {
  const found = await readIccid(channel)
  if (found === iccid) return
  if (found === undefined) throw new Failed({ code: 'card.unnumbered', reader })
  throw new Failed(
    iccid === undefined ? { code: 'card.removed', reader } : { code: 'card.other', reader, iccid, found },
  )
}

/** The keys that a rule wants; undefined where no key is enough. */
export function keysFor(rule: Rule | undefined): WantedKeys | undefined {
  switch (rule?.needs) {
    case 'always':
      return []
    case 'key':
      return [[rule.key.reference]]
    case 'all':
      return allOf(rule.of.map(keysFor))
    case 'any':
      return anyOf(rule.of)
    default:
      return undefined
  }
}

const allOf = (parts: readonly (WantedKeys | undefined)[]): WantedKeys | undefined =>
  parts.includes(undefined) ? undefined : parts.flatMap((keys) => keys ?? [])

/** One key of several, where each is enough by itself; else the first way that keys can go. */
function anyOf(rules: readonly Rule[]): WantedKeys | undefined {
  if (rules.some(({ needs }) => needs === 'always')) return []
  const single = rules.flatMap((rule) => (rule.needs === 'key' ? [rule.key.reference] : []))
  if (single.length > 0) return [single]
  return rules.map(keysFor).find((keys) => keys !== undefined)
}
