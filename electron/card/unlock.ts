import { bytesOf, hex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { accessOf, type Rule } from './access'
import { unsuitable } from './application'
import { type Card, readIccid } from './card'
import type { Channel } from './channel'
import type { Fcp } from './fcp'
import { type AskKey, verifyAdm } from './key'
import { insideSecureChannel, wantsSecureChannel } from './secure-place'

/**
 * Shows the card what it wants before a file is updated. Its access rules say which keys those are, ADM1 where they do
 * not; the card must still be the one of this session, for no other may cost a try. Another file is selected then.
 */
export async function unlock(card: Card, channel: Channel, fcp: Fcp, key: AskKey): Promise<void> {
  const { rules, known } = await accessOf(channel, fcp)
  if (wantsSecureChannel(rules.update)) return unlockInside(card, channel, fcp, rules.update, key)
  const wanted = known ? keysFor(rules.update) : [undefined]
  if (!wanted) throw noRight()
  await showKeys(card, channel, wanted, key)
}

/** A secure channel is one with the card that it was opened to: nothing has to be asked for that. */
async function unlockInside(card: Card, channel: Channel, { fid = 0 }: Fcp, rule: Rule, key: AskKey): Promise<void> {
  const path = hex(bytesOf(fid >> 8, fid & 0xff))
  if (!(await card.secure())) throw new Failed({ code: 'card.needs-secure-channel', path })
  const wanted = keysFor(insideSecureChannel(rule))
  if (!wanted) throw noRight()
  for (const references of wanted) await verifyAdm(channel, await key(references))
}

const noRight = (): Failed => unsuitable('right to update its bootstrap file with a card key')

/** Each of these sets is one key to show, any of its references. */
export type WantedKeys = readonly (readonly number[] | undefined)[]

/** Between the question which card this is and the key there is no other command. */
export async function showKeys(card: Card, channel: Channel, wanted: WantedKeys, key: AskKey): Promise<void> {
  if (wanted.length === 0) await confirm(card, channel)
  for (const references of wanted) {
    const shown = await key(references)
    const once: typeof shown.once = async (attempt) => {
      await confirm(card, channel)
      return shown.once(attempt)
    }
    await verifyAdm(channel, { ...shown, once })
  }
}

/** A session belongs to one card. Fails with `card.other` if another one answers, though the reader saw no change. */
async function confirm({ iccid, reader }: Card, channel: Channel): Promise<void> {
  const found = await readIccid(channel)
  if (found !== iccid) throw new Failed({ code: 'card.other', reader, iccid, found })
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
