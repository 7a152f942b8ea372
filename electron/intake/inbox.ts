// The one inbox: what came, from whom, what became of it and why. On disk before anybody is answered.
import { Failed } from '../../shared/failure'
import { endLine } from '../../shared/fault-line'
import { type DeviceId, parseDevice } from '../../shared/identity/device'
import type { Cause } from '../../shared/intake/cause'
import { decide, type Known, namedBy } from '../../shared/intake/decide'
import type { Arrival, IntakeEntry, Mark } from '../../shared/intake/entry'
import { bodyOf } from '../../shared/intake/imei'
import { maskedDevice } from '../../shared/intake/mask'
import type { Phone } from '../../shared/intake/phone'
import type { IntakeRules } from '../../shared/intake/rules'
import type { JobId } from '../../shared/job'
import { because } from '../../shared/reason'
import { isSaid } from '../../shared/said'
import { untilNoted } from '../noting'
import type { InboxStore, Kept, Leased, Settled } from '../records/inbox'

export type InboxDeps = {
  readonly store: InboxStore
  readonly rules: IntakeRules
  /** Orders the registration of a device as this job, unless it was ordered before, and comes back when that is on disk. */
  readonly register: (device: DeviceId, cause: Cause, job: JobId) => Promise<void>
  readonly newId: () => JobId
  /** Takes numbers out of the orders of jobs that were begun before then. */
  readonly forget: (before: number) => void
  readonly audit: (act: string, detail: string) => void
  readonly owner: string
  readonly now: () => number
  readonly log: (line: string) => void
}

/** `conflict`: the reference was something else before, and still is. `late`: newer is known, so it is not kept. */
export type Taken = { readonly is: 'new' | 'again'; readonly entry: IntakeEntry } | { readonly is: 'conflict' | 'late' }

export type Inbox = {
  readonly take: (arrival: Arrival) => Taken
  /** Several, with one commit for all. */
  readonly takeAll: (arrivals: readonly Arrival[]) => readonly Taken[]
  /** A job that a person at this station ordered. */
  readonly ordered: (job: JobId, device: DeviceId, phone?: Phone | undefined) => void
  /** Before a person at this station gives a device a number. Fails with `intake.held`: then it is kept for another to decide. */
  readonly admit: (device: DeviceId, phone: Phone) => void
  /** A person decides, and says why. Fails with `request.invalid` where there is nothing to decide. */
  readonly allow: (id: number, said: string) => IntakeEntry
  readonly refuse: (id: number, said: string) => IntakeEntry
  readonly get: (id: number) => IntakeEntry
  readonly byReference: (arrival: Pick<Arrival, 'evidence' | 'reference'>) => IntakeEntry | undefined
  readonly ofDevice: InboxStore['ofDevice']
  readonly ofPhone: InboxStore['ofPhone']
  readonly search: InboxStore['search']
  readonly version: () => number
  /** When all that is due was ordered. */
  readonly settled: () => Promise<void>
  /** Nothing that came is ordered any more; what was ordered elsewhere is still noted. */
  readonly end: () => Promise<void>
  readonly close: () => Promise<void>
}

const hourMs = 3600 * 1000
const dayMs = 24 * hourMs
/** So many numbers are taken out at once. */
const some = 300

export function createInbox(deps: InboxDeps): Inbox {
  const { store, rules, now, audit } = deps
  const state = { turning: Promise.resolve() }
  const ending = new AbortController()

  /** Orders what is due, one after the other: a flood of entries is never a flood of jobs. */
  async function turn(): Promise<void> {
    try {
      while (!ending.signal.aborted) {
        const due = await untilKept(() => store.take(deps.owner, deps.newId()))
        if (due === undefined) return
        const settled = await order(due)
        await untilKept(() => store.settle(due.id, settled))
      }
    } catch (error) {
      deps.log(endLine('intake: what is due could not be ordered', error))
    }
  }
  /** Of a disk that fails it is asked until it does: what is due stays due, and what was ordered is not ordered again. */
  async function untilKept<T>(work: () => T): Promise<T | undefined> {
    let result: T | undefined
    const onFailure = (failed: Failed): void => deps.log(endLine('intake: what is due has to wait', failed))
    const note = (): void => {
      result = work()
    }
    await untilNoted(note, { onFailure, random: Math.random, signal: ending.signal })
    return result
  }
  async function order(due: Leased): Promise<Settled> {
    const { id, source, evidence, trust, why, phone, also, job } = due
    const device = namedBy({ device: due.device, also: also === undefined ? undefined : parseDevice(also) }, rules)
    try {
      const cause = { entry: id, source, evidence, trust, why, ...(phone !== undefined && { phone }) }
      await deps.register(device ?? due.device, cause, job)
      return { state: 'ordered', why }
    } catch (error) {
      deps.log(endLine(`intake ${id}: no registration could be ordered`, error))
      return { state: 'held', why: 'registration-failed' }
    }
  }
  const hurry = (): void => {
    state.turning = state.turning.then(turn)
  }

  function keep(arrival: Arrival): Taken {
    const same = arrival.imsi === undefined ? store.byReference(arrival) : lastSame(store, arrival)
    if (same === 'late') return { is: 'late' }
    if (same) {
      if (!isSame(same, arrival) && !isForgotten(same, arrival)) return { is: 'conflict' }
      store.again(same.id, arrival.seenAt, now())
      return { is: 'again', entry: { ...same, count: same.count + 1 } }
    }
    const whole = { ...arrival, marks: [...arrival.marks, ...swapsOf(store, arrival)] }
    const decision = decide(whole, knownOf(whole), rules)
    const entry = store.add(whole, { state: stateOf[decision.does], why: decision.why }, now())
    return { is: 'new', entry }
  }

  /** Its number was taken out, so that only the device can be compared. */
  const isForgotten = (entry: Kept, { device }: Arrival): boolean =>
    entry.phone === undefined &&
    entry.lastAt < now() - rules.keepNumbersDays * dayMs &&
    bodyOf(entry.device) === bodyOf(device)

  const knownOf = (arrival: Arrival): Known => ({
    device: store.registered(arrival),
    devicesOfNumber: arrival.phone === undefined ? 0 : store.devicesOf(arrival.phone, arrival, now() - dayMs),
  })

  const takeAll = (arrivals: readonly Arrival[]): readonly Taken[] => {
    const taken = store.atomically(() => arrivals.map(keep))
    const added = taken.flatMap((one) => (one.is === 'new' ? [one.entry] : []))
    if (added.length > 0) audit('intake.taken', JSON.stringify(tellingOf(added)))
    if (taken.some((one) => 'entry' in one && one.entry.state === 'due')) hurry()
    return taken
  }

  const atCounter = (reference: string, device: DeviceId, phone: Phone | undefined): Arrival => ({
    evidence: 'counter',
    reference,
    device,
    phone,
    marks: [],
    seenAt: now(),
  })

  /** What was asked before, or asked with another number: that is another request, and may be the right one. */
  function askedAtCounter(device: DeviceId, phone: Phone): Arrival {
    for (let nth = 1; ; nth++) {
      const arrival = atCounter(nth === 1 ? device : `${device} ${nth}`, device, phone)
      const kept = store.byReference(arrival)
      if (!kept || isSame(kept, arrival)) return arrival
    }
  }

  const get = (id: number): Kept => {
    const entry = store.get(id)
    if (entry) return entry
    throw new Failed({ code: 'request.invalid', path: 'entry', reason: because('there is no entry {}', id) })
  }
  const decided = (id: number, act: string, said: string, settled: Settled): IntakeEntry => {
    const reason = said.trim()
    if (!isSaid(reason))
      throw new Failed({ code: 'request.invalid', path: 'reason', reason: because('say why, in a few words') })
    store.atomically(() => {
      const { state } = get(id)
      if (state !== 'held' && state !== 'refused')
        throw new Failed({ code: 'request.invalid', path: 'entry', reason: because('there is nothing left to decide') })
      audit(act, JSON.stringify({ ...tellingOf([get(id)]), said: reason }))
      store.settle(id, { ...settled, said: reason })
    })
    return get(id)
  }

  /** At once and every hour: a number is kept no longer than the rules say. Of very many some at a time. */
  function forget(): void {
    if (ending.signal.aborted) return
    try {
      if (forgetSome() === some) setImmediate(forget)
    } catch (error) {
      deps.log(endLine('intake: old numbers could not be taken out', error))
    }
  }
  function forgetSome(): number {
    const before = now() - rules.keepNumbersDays * dayMs
    const count = store.forget(before, some)
    deps.forget(before)
    if (count > 0) audit('intake.forgot', JSON.stringify({ entries: count, days: rules.keepNumbersDays }))
    return count
  }

  forget()
  const forgetting = setInterval(forget, hourMs)
  forgetting.unref()
  hurry()
  async function end(): Promise<void> {
    clearInterval(forgetting)
    ending.abort()
    await state.turning
  }

  return {
    take: (arrival) => {
      const [taken] = takeAll([arrival])
      if (!taken) throw new Error('one arrival has one answer')
      return taken
    },
    takeAll,
    ordered: (job, device, phone) => {
      const arrival = atCounter(job, device, phone)
      if (store.byReference(arrival)) return
      store.add(arrival, { state: 'ordered', why: 'person', job }, now())
    },
    admit: (device, phone) => {
      const arrival = askedAtCounter(device, phone)
      const { does, why } = decide(arrival, knownOf(arrival), rules)
      if (does !== 'hold' && does !== 'refuse') return
      takeAll([arrival])
      throw new Failed({ code: 'intake.held', why })
    },
    allow: (id, said) => {
      const entry = decided(id, 'intake.allow', said, { state: 'due', why: 'person' })
      hurry()
      return entry
    },
    refuse: (id, said) => decided(id, 'intake.refuse', said, { state: 'refused', why: 'person-refused' }),
    get,
    byReference: store.byReference,
    ofDevice: store.ofDevice,
    ofPhone: store.ofPhone,
    search: store.search,
    version: store.version,
    settled: () => state.turning,
    end,
    close: async () => {
      await end()
      store.close()
    },
  }
}

const stateOf = { register: 'due', nothing: 'known', hold: 'held', refuse: 'refused' } as const

const isSame = (entry: Kept, { device, phone }: Arrival): boolean =>
  bodyOf(entry.device) === bodyOf(device) && entry.phone === phone

/** The entry of this pair, as long as neither card nor device was seen elsewhere since. */
function lastSame(store: InboxStore, arrival: Arrival): Kept | 'late' | undefined {
  const ofCard = store.lastOfCard(arrival.imsi ?? '')
  const ofDevice = store.lastOfDevice(arrival)
  if (ofCard && ofCard.id === ofDevice?.id && isSame(ofCard, arrival)) return ofCard
  const newest = Math.max(ofCard?.seenAt ?? 0, ofDevice?.seenAt ?? 0)
  return arrival.seenAt < newest ? 'late' : store.byReference(arrival)
}

/** The same card in another device; another card in the same device. */
function swapsOf(store: InboxStore, arrival: Arrival): readonly Mark[] {
  if (arrival.imsi === undefined) return []
  const ofCard = store.lastOfCard(arrival.imsi)
  const ofDevice = store.lastOfDevice(arrival)
  const isMoved = ofCard !== undefined && bodyOf(ofCard.device) !== bodyOf(arrival.device)
  const isSwapped = ofDevice !== undefined && ofDevice.imsi !== arrival.imsi
  return [...(isMoved ? (['device-changed'] as const) : []), ...(isSwapped ? (['sim-changed'] as const) : [])]
}

/** For the audit: which entries, and what was decided of how many. Whose numbers they are is not in it. */
function tellingOf(entries: readonly IntakeEntry[]) {
  const [first] = entries
  const decided: Record<string, number> = {}
  for (const { state, why } of entries) decided[`${state} ${why}`] = (decided[`${state} ${why}`] ?? 0) + 1
  return {
    entries: [first?.id, ...(entries.length > 1 ? [entries.at(-1)?.id] : [])],
    evidence: first?.evidence,
    ...(entries.length === 1 && first && { device: maskedDevice(first.device) }),
    decided,
  }
}
