import { bytesOf, hex } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { type Channel, type Command, send, sendBehind, sendSome } from './channel'
import { ifFound, selectAid, selectFid, selectPath, withoutAnswer } from './commands'
import { listedPkcs15 } from './dir'
import type { Fcp } from './fcp'
import { PKCS15_AID } from './pkcs15'
import { isThere } from './quiet'
import type { SendReads } from './selected'

/** Where the application is on cards that do not say: as SIMs have it, and as ISO 7816-15 has it. */
export const usualPaths: readonly Uint8Array[] = [bytesOf(0x7f, 0x50), bytesOf(0x50, 0x15)]

export const unsuitable = (missing: string): Failed => new Failed({ code: 'card.unsuitable', missing })

/** The same for what `card prepare` can make. */
export const unprepared = (missing: string): Failed =>
  new Failed({ code: 'card.unsuitable', missing, remedy: 'prepare' })

/** How the application was found: by its AID, by a path from the MF (which it leaves out). */
export type Home = { readonly by: 'AID' } | { readonly by: 'path'; readonly path: Uint8Array }

/** The PKCS#15 application of one card. */
export type Pkcs15 = {
  /** The channel it was opened on. Whatever else is selected meanwhile is selected here, so that it is noticed. */
  readonly channel: Channel
  readonly home: Home
  /** Makes the directory of the application the current one, unless it is. */
  readonly enter: () => Promise<void>
  /** SELECT an EF by a path as it stands in EF(ODF) or EF(DODF). Undefined if it is not there. */
  readonly select: (path: Uint8Array) => Promise<Fcp | undefined>
  /** SELECT an EF of which nothing more need be known, and then these to it. Fails with `card.unsuitable` if it is not there. */
  readonly sendTo: <T>(path: Uint8Array, commands: readonly Command<T>[]) => Promise<readonly T[]>
  /** What files said of themselves, by their paths in hex. */
  readonly seen: ReadonlyMap<string, Fcp>
  /** The same from before the card was powered again: they are not asked twice. */
  readonly known: ReadonlyMap<string, Fcp>
}

/**
 * OMA DM 2.0, G.2.1 and G.3.1: SELECT by AID; on a card that knows no such name, by the path of EF(DIR) (read on
 * `basic`), else by the usual ones. Fails with `card.unsuitable` where there is none.
 */
export async function openPkcs15(basic: Channel, inside: Channel = basic): Promise<Pkcs15> {
  const home = await findHome(basic, inside)
  if (!home) throw unprepared('PKCS#15 application')
  return pkcs15At(inside, home)
}

/** Undefined where there is no such application. */
export async function findHome(basic: Channel, inside: Channel = basic): Promise<Home | undefined> {
  if (await goTo(inside, { by: 'AID' })) return { by: 'AID' }
  const listed = (await listedPkcs15(basic))?.path
  for (const path of listed ? [withoutMf(listed)] : usualPaths)
    if (await goTo(inside, { by: 'path', path })) return { by: 'path', path }
  return undefined
}

/** The same application once the card was powered off and on. */
export const pkcs15Again = (inside: Channel, { home, seen }: Pkcs15): Pkcs15 =>
  pkcs15At(inside, home, { current: 'elsewhere', known: seen })

/** How the first commands to a file go: one that is known from before is not selected yet. */
export const firstTo = ({ known, sendTo }: Pkcs15, path: Uint8Array): SendReads | undefined =>
  known.has(hex(path)) ? (commands) => sendTo(path, commands) : undefined

type Opened = { readonly current?: 'here' | 'elsewhere'; readonly known?: Pkcs15['known'] }

/** The application of this home. Its directory is selected once for all its files, and again after something else was. */
export function pkcs15At(inside: Channel, home: Home, { current = 'here', known = new Map() }: Opened = {}): Pkcs15 {
  let isCurrent = current === 'here'
  const seen = new Map(known)
  const channel: Channel = {
    transmit: (command) => {
      if (command[1] === SELECT) isCurrent = false
      return inside.transmit(command)
    },
    script:
      inside.script &&
      (async (commands) => {
        const answers = (await inside.script?.(commands)) ?? []
        if (answers.length > 0 && commands.some((command) => command[1] === SELECT)) isCurrent = false
        return answers
      }),
  }
  async function enter(): Promise<void> {
    if (!isCurrent && !(await goTo(channel, home))) throw unprepared('PKCS#15 application')
    isCurrent = true
  }
  /** The first way that leads to a file; an EF of the application leaves its directory the current one. */
  async function go<T>(path: Uint8Array, select: (command: Command<Fcp>) => Promise<T>): Promise<T | undefined> {
    for (const way of waysOf(path)) {
      if (way.from === 'application') await enter()
      const found = await select(selectBy(way))
      isCurrent = way.from === 'application' && way.path.length === 2
      if (found) return found
    }
    return undefined
  }
  /** All in one script, on cards that select the first way and without answering; else one after the other. */
  async function sendTo<T>(path: Uint8Array, commands: readonly Command<T>[]): Promise<readonly T[]> {
    const [way] = waysOf(path)
    const before = way.from === 'application' && !isCurrent ? [homeCommand(home), selectBy(way)] : [selectBy(way)]
    const sent = await sendBehind(channel, before.map(withoutAnswer), commands)
    if (sent) isCurrent = way.from === 'application' && way.path.length === 2
    else if (!(await go(path, (command) => isThere(channel, command)))) throw unsuitable(`file ${hex(path)}`)
    return sent?.length ? sent : sendSome(channel, commands)
  }
  return {
    channel,
    home,
    enter,
    select: async (path) => {
      const fcp = await go(path, (command) => send(channel, ifFound(command)))
      if (fcp) seen.set(hex(path), fcp)
      return fcp
    },
    sendTo,
    seen,
    known,
  }
}

const SELECT = 0xa4

/**
 * Bare FIDs, and paths from 3FFF or 7FFF, start in the application; paths from 3F00 in the MF. A relative path may
 * begin with the directory it starts from (OMA DM Bootstrap 1.2, definitions).
 */
type Way = { readonly from: 'MF' | 'application'; readonly path: Uint8Array }

function waysOf(path: Uint8Array): readonly [Way, ...Way[]] {
  const from = 'application'
  const head = path.length > 2 ? fidAt(path) : undefined
  if (head === undefined) return [{ from, path }]
  if (head === MF) return [{ from: 'MF', path: path.subarray(2) }]
  const below = { from, path: path.subarray(2) } as const
  return head === 0x3fff || head === 0x7fff ? [below] : [{ from, path }, below]
}

const MF = 0x3f00

function selectBy({ from, path }: Way): Command<Fcp> {
  if (from === 'MF') return selectPath('MF', path)
  return path.length === 2 ? selectFid(fidAt(path)) : selectPath('current DF', path)
}

const homeCommand = (home: Home): Command<Fcp> =>
  home.by === 'AID' ? selectAid(PKCS15_AID) : selectPath('MF', home.path)

/** What the application's directory says of itself. */
export const selectHome = (channel: Channel, home: Home): Promise<Fcp> => send(channel, homeCommand(home))

/** Makes the application's directory the current one. False where there is none. */
const goTo = (channel: Channel, home: Home): Promise<boolean> => isThere(channel, homeCommand(home))

const fidAt = (path: Uint8Array): number => (path[0] ?? 0) * 256 + (path[1] ?? 0)

export const withoutMf = (path: Uint8Array): Uint8Array => (fidAt(path) === MF ? path.subarray(2) : path)
