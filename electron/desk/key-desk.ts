// Card keys of a station: where they come from, what stops them, and what a supervisor says about them.

import { Failed } from '../../shared/failure'
import { because } from '../../shared/reason'
import { type Secret, secret } from '../../shared/secret'
import type { Typed } from '../../shared/station-state'
import { utf8 } from '../../shared/utf8'
import type { CardKeys } from '../card/key'
import { parseKeyLine } from '../keys/adm'
import { createStationKeys, type StationKeys } from '../keys/card-keys'
import { createGuard, type Guard, MOST_REFUSALS } from '../keys/guard'
import { pinsIn } from '../keys/pin-file'
import { type CardPins, createCardPins } from '../keys/pins'
import { readPrivate } from '../keys/private-file'
import {
  type CardKeySource,
  cardPinSetOf,
  isPinSet,
  keySetOf,
  type Pin,
  pinSetOf,
  type TokenPlace,
} from '../keys/source'
import { createToken, hasSpentTry, type Token } from '../keys/token'
import { type AskPerson, createTypedKeys, type TypedKeys } from '../keys/typed'
import type { Journal } from '../records/journal'
import type { KeySet, KeySets } from '../records/key-sets'
import { checkReveal } from '../reveal'

export type TokenProgram = { readonly node: string; readonly script: string }

export type KeyDeskDeps = {
  readonly source: CardKeySource | undefined
  /** A file with the PINs of cards that read behind one. */
  readonly pinFile?: string | undefined
  readonly keySets: KeySets
  readonly stayOf: (reader: string) => string
  readonly audit: Journal['audit']
  readonly token: () => TokenProgram
  /** Where somebody sits at a terminal; a window gives what was typed by itself. */
  readonly askPerson?: AskPerson | undefined
  readonly log: (line: string) => void
}

export type KeyDesk = CardKeys &
  CardPins & {
    readonly hasSource: boolean
    /** The name of where the card keys come from. */
    readonly keySet: string | undefined
    /** What a supervisor has to type before a card can be written. */
    readonly wanted: () => Typed | undefined
    /** Fails with `key.stopped`, before a card is touched for nothing. */
    readonly check: () => void
    readonly list: () => readonly (KeySet & { readonly isStopped: boolean })[]
    /** Counts refusals of a key set anew. The reason is kept in the audit. */
    readonly allow: (keySet: string, reason: string) => void
    /** Lets one card be tried though a refusal would not leave it two tries. The reason is kept in the audit. */
    readonly allowLastTries: (iccid: string, reason: string) => void
    /** What a supervisor typed. Fails with `request.invalid` where it cannot be a key. */
    readonly give: (what: Typed, typed: string) => void
    /** Opened when it is first asked; closed with the desk. */
    readonly openToken: (place: TokenPlace) => Token
    readonly close: () => void
  }

export function createKeyDesk(deps: KeyDeskDeps): KeyDesk {
  const { source, pinFile, keySets, stayOf, audit, askPerson, log } = deps
  const typed = createTypedKeys(askPerson)
  const guard = createGuard({ keySets, stayOf })
  const tokens: Token[] = []
  const openToken = (place: TokenPlace): Token => {
    const token = tokenAt(place, deps, typed, guard)
    tokens.push(token)
    return token
  }
  const keys = source && createStationKeys(source, { guard, typed, openToken, warn: log })
  const pin = source && 'token' in source ? source.token?.pin : undefined
  const asked: Typed | undefined = source?.from === 'person' ? 'card-key' : pin === 'asked' ? 'token-pin' : undefined
  // Taken out of the environment before a process is started that would inherit it.
  if (pin && typeof pin === 'object' && 'env' in pin) takePin(pin.env, typed.give)

  const known = (): StationKeys => {
    if (keys) return keys
    throw new Failed({
      code: 'request.invalid',
      path: 'adm',
      reason: because('this station has no card key; name its file in station.json, admFile'),
    })
  }

  return {
    ...createCardPins({
      ask: askPerson,
      file:
        pinFile === undefined
          ? undefined
          : { pinOf: pinsIn(pinFile), once: (card) => guard.once(cardPinSetOf(pinFile), card) },
    }),
    admOf: async (card, wanted, tries) => known().admOf(card, wanted, tries),
    scp03Of: async (iccid) => keys?.scp03Of(iccid),
    hasSource: source !== undefined,
    keySet: source && keySetOf(source),
    wanted: () => (asked && !typed.has(asked) ? asked : undefined),
    check: () => keys?.check(),
    list: () => keySets.list().map((set) => ({ ...set, isStopped: set.refusals >= leastToStop(set.keySet) })),
    allow: (keySet, reason) => {
      const detail = JSON.stringify({ keySet, reason: said(reason) })
      if (!keySets.allow(keySet, () => audit('allow key set', detail)))
        throw new Failed({
          code: 'request.invalid',
          path: 'key-set',
          reason: because('nothing was refused to {}', keySet),
        })
    },
    allowLastTries: (iccid, reason) => {
      const theirs = known()
      audit('allow last tries', JSON.stringify({ iccid, reason: said(reason) }))
      theirs.allowLastTries(iccid)
    },
    give: (what, text) => typed.give(what, what === 'card-key' ? keyTyped(text) : utf8(text)),
    openToken,
    close: () => {
      for (const token of tokens) token.close()
    },
  }
}

const said = (reason: string): string => checkReveal({ reason, secrets: [] })

/** A token counts wrong PINs itself, and locks: one is enough. */
const leastToStop = (keySet: string): number => (isPinSet(keySet) ? 1 : MOST_REFUSALS)

function tokenAt(place: TokenPlace, { keySets, token }: KeyDeskDeps, typed: TypedKeys, guard: Guard): Token {
  const keySet = pinSetOf(place)
  return createToken(place, {
    ...token(),
    env: process.env,
    pin: () => pinFrom(place.pin, typed),
    pins: {
      check: () => {
        if (keySets.refusals(keySet) > 0) throw new Failed({ code: 'token.pin', state: 'refused', keySet })
      },
      once: async (login) => {
        const said = await guard.pinOnce(keySet, login, hasSpentTry)
        if (hasSpentTry(said)) typed.forget('token-pin')
        return said
      },
    },
  })
}

async function pinFrom(pin: Pin, typed: TypedKeys): Promise<Secret<Uint8Array>> {
  if (pin === 'asked') return typed.of('token-pin')
  if ('file' in pin) return secret(utf8(readPrivate(pin.file).trim()))
  // The processes of a window inherit its environment before this program runs.
  if (process.versions.electron) throw noPin(because('the window takes it from a file, or from a supervisor'))
  if (!typed.has('token-pin')) throw noPin(because('the environment has no {}', pin.env))
  return typed.of('token-pin')
}

const noPin = (reason: string): Failed => new Failed({ code: 'request.invalid', path: 'PIN of the token', reason })

function takePin(name: string, give: (what: Typed, bytes: Uint8Array) => void): void {
  const value = process.env[name]
  delete process.env[name]
  if (value) give('token-pin', utf8(value))
}

function keyTyped(text: string): Uint8Array {
  const parsed = parseKeyLine(text.trim())
  if ('problem' in parsed) throw new Failed({ code: 'request.invalid', path: 'card key', reason: parsed.problem })
  return parsed.key
}
