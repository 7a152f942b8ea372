import { describe, expect, test } from 'vitest'
import { ownerOf } from '../../../electron/records/owner'
import { Failed } from '../../../shared/failure'
import { parseDevice } from '../../../shared/identity/device'
import type { EntryState } from '../../../shared/intake/entry'
import { parsePhone } from '../../../shared/intake/phone'
import { JobId } from '../../../shared/job'
import { imeiNumber } from '../../shared/intake/support'
import { device, failureOf, freshDir, openInbox, phone, sold } from './support'

const other = parsePhone('+491707654321')
const job = JobId.parse('00000000-0000-4000-8000-000000000001')
const anotherJob = JobId.parse('00000000-0000-4000-8000-000000000002')
const number = (n: number) => parseDevice(`imei:${imeiNumber(n)}`)
const seen = (imsi: string, of = device, seenAt = 1000) =>
  sold({ evidence: 'network', reference: `${imsi}${of}${seenAt}`, device: of, phone: undefined, imsi, seenAt })

describe('one inbox', () => {
  test('what is trusted is registered, with its source and why', async () => {
    const { inbox, all, ordered, audited } = openInbox()
    expect(inbox.take(sold())).toMatchObject({ is: 'new', entry: { state: 'due' } })
    await inbox.settled()
    expect(ordered).toMatchObject([
      { device, cause: { entry: 1, source: 'pos', evidence: 'till', trust: 'vouched', why: 'trusted', phone } },
    ])
    expect(all()).toMatchObject([
      { source: 'pos', trust: 'vouched', state: 'ordered', why: 'trusted', job: expect.any(String) },
    ])
    expect(audited.map(({ act }) => act)).toEqual(['intake.taken'])
  })

  test('no number of a person is in the audit', async () => {
    const { inbox, audited } = openInbox()
    inbox.take(seen('262011234567890'))
    inbox.take(sold())
    expect(JSON.stringify(audited)).not.toMatch(/490154203237518|491701234567|262011234567890/)
  })

  test('the same reference again is the same entry, and is registered once', async () => {
    const { inbox, ordered, all } = openInbox()
    for (let times = 0; times < 3; times++) inbox.take(sold())
    await inbox.settled()
    expect([ordered.length, all().length, all()[0]?.count]).toEqual([1, 1, 3])
  })

  test('a reference that means something else now is a conflict and changes nothing', () => {
    const { inbox, all } = openInbox()
    inbox.take(sold())
    expect(inbox.take(sold({ phone: other }))).toEqual({ is: 'conflict' })
    expect(inbox.take(sold({ device: number(2) }))).toEqual({ is: 'conflict' })
    expect(all()).toMatchObject([{ phone, count: 1 }])
  })

  test('the same reference of another source is another entry', () => {
    const { inbox, all } = openInbox()
    inbox.take(sold())
    inbox.take(sold({ evidence: 'code' }))
    expect(all().map(({ state }) => state)).toEqual(['known', 'due'])
  })

  test('of a device with two identities the one that it will report is registered', async () => {
    const { inbox, ordered } = openInbox()
    inbox.take(sold({ also: number(1) }))
    await inbox.settled()
    expect(ordered[0]?.device).toBe(number(1))
  })

  test('a number that collects devices in a day waits for a person, and the next day not', async () => {
    const { inbox, clock } = openInbox({ devicesPerNumber: 2 })
    const take = (n: number) => {
      const taken = inbox.take(sold({ reference: `R${n}`, device: number(n) }))
      return 'entry' in taken ? taken.entry.why : taken.is
    }
    expect([1, 2, 3].map(take)).toEqual(['trusted', 'trusted', 'many-devices'])
    await inbox.settled()
    clock.at += 25 * 3600 * 1000
    expect(take(4)).toBe('trusted')
  })

  test('a flood of entries is never a flood of jobs', async () => {
    const { inbox, ordered } = openInbox({ devicesPerNumber: 1000 })
    inbox.takeAll(Array.from({ length: 300 }, (_, n) => sold({ reference: `R${n}`, device: number(n) })))
    expect(ordered.length).toBeLessThan(2)
    await inbox.settled()
    expect(ordered).toHaveLength(300)
  })

  test('a registration that cannot be made waits for a person, who tries again', async () => {
    const { inbox, fails, ordered, all } = openInbox()
    fails.with = new Failed({ code: 'message.invalid', path: 'template', reason: 'gone' })
    inbox.take(sold())
    await inbox.settled()
    expect(all()).toMatchObject([{ state: 'held', why: 'registration-failed' }])
    fails.with = undefined
    inbox.allow(1, 'template is back')
    await inbox.settled()
    expect(ordered).toHaveLength(1)
  })

  test('a bug in one registration holds that one, is told without whose it is, and the next is ordered', async () => {
    const { inbox, fails, ordered, all, said } = openInbox()
    fails.with = new TypeError(`no order for ${sold().device}`)
    inbox.take(sold())
    await inbox.settled()
    expect(all()).toMatchObject([{ state: 'held', why: 'registration-failed' }])
    expect(said).toEqual([
      expect.stringMatching(/^intake 1: no registration could be ordered: a fault of ours, TypeError at /),
    ])
    expect(said.join()).not.toContain('4901542')
    fails.with = undefined
    inbox.take(sold({ reference: 'A-2', device: parseDevice('imei:356938035643809'), phone: undefined }))
    await inbox.settled()
    expect(ordered).toHaveLength(1)
  })

  test('what was due when the program ended is registered by the next', async () => {
    const dir = freshDir()
    const before = openInbox(undefined, dir)
    before.store.add(sold(), { state: 'due', why: 'trusted' }, 0)
    await before.inbox.close()
    const after = openInbox(undefined, dir)
    await after.inbox.settled()
    expect(after.ordered).toHaveLength(1)
    await after.inbox.close()
  })

  test('what another program is just ordering is left to it, until that program is gone, and stays the same job', () => {
    const { store } = openInbox()
    store.add(sold(), { state: 'due', why: 'trusted' }, 0)
    expect(store.take('1:1', job)).toMatchObject({ id: 1, job })
    expect(store.take(ownerOf(process.pid), anotherJob)).toMatchObject({ id: 1, job })
    expect(store.take('1:1', anotherJob)).toBeUndefined()
  })

  test('an order of this station is an entry too', () => {
    const { inbox, all } = openInbox()
    inbox.ordered(job, device)
    inbox.ordered(job, device)
    expect(all()).toMatchObject([{ source: 'pos', evidence: 'counter', state: 'ordered', why: 'person', job }])
  })
})

describe('a person decides what waits', () => {
  const held = sold({ evidence: 'caller-unproven' })
  test('allowing registers it, with the reason in the entry and in the audit before it', async () => {
    const { inbox, ordered, audited } = openInbox()
    inbox.take(held)
    inbox.allow(1, 'called her back')
    await inbox.settled()
    expect(inbox.get(1)).toMatchObject({ state: 'ordered', why: 'person', said: 'called her back' })
    expect(ordered[0]?.cause.why).toBe('person')
    expect(audited.at(-1)).toMatchObject({ act: 'intake.allow', detail: expect.stringContaining('called her back') })
  })
  test('refusing keeps it refused, and it can be allowed after all', async () => {
    const { inbox, ordered } = openInbox()
    inbox.take(held)
    expect(inbox.refuse(1, 'not her device')).toMatchObject({ state: 'refused', why: 'person-refused' })
    await inbox.settled()
    expect(ordered).toEqual([])
    inbox.allow(1, 'it is, after all')
    await inbox.settled()
    expect(ordered).toHaveLength(1)
  })
  test('not without a reason, not what is nobody’s to decide, not what is not there', async () => {
    const { inbox, audited } = openInbox()
    inbox.take(held)
    inbox.take(sold({ reference: 'A-2', device: number(3) }))
    await inbox.settled()
    const before = audited.length
    expect(failureOf(() => inbox.allow(1, '  '))).toMatchObject({ code: 'request.invalid', path: 'reason' })
    expect(failureOf(() => inbox.allow(2, 'why not'))).toMatchObject({ code: 'request.invalid', path: 'entry' })
    expect(failureOf(() => inbox.refuse(9, 'why not'))).toMatchObject({ code: 'request.invalid', path: 'entry' })
    expect(audited).toHaveLength(before)
  })
})

describe('what the network sees', () => {
  const [one, two] = ['262010000000001', '262010000000002']
  const marksOf = (...arrivals: readonly ReturnType<typeof seen>[]) => {
    const { inbox } = openInbox()
    return inbox.takeAll(arrivals).map((taken) => ('entry' in taken ? [taken.is, ...taken.entry.marks] : [taken.is]))
  }
  test('the same pair later is the same entry', () =>
    expect(marksOf(seen(one, device, 1), seen(one, device, 2))).toEqual([['new'], ['again']]))
  test('the card in another device is noticed', () =>
    expect(marksOf(seen(one, device, 1), seen(one, number(2), 2)).at(-1)).toEqual(['new', 'device-changed']))
  test('another card in the device is noticed and waits for a person', async () => {
    const { inbox, ordered, all } = openInbox()
    inbox.take(seen(one, device, 1))
    inbox.take(seen(two, device, 2))
    await inbox.settled()
    expect(all()).toMatchObject([{ state: 'held', why: 'sim-changed', marks: ['sim-changed'] }, { state: 'ordered' }])
    expect(ordered).toHaveLength(1)
  })
  test('a card that comes back is a change again', () =>
    expect(marksOf(seen(one, device, 1), seen(two, device, 2), seen(one, device, 3)).at(-1)).toEqual([
      'new',
      'sim-changed',
    ]))
  test('what comes out of order overturns nothing', () => {
    expect(marksOf(seen(one, device, 5), seen(two, device, 3))).toEqual([['new'], ['late']])
    expect(marksOf(seen(one, device, 5), seen(one, number(2), 3))).toEqual([['new'], ['late']])
    expect(marksOf(seen(one, device, 5), seen(one, device, 3))).toEqual([['new'], ['again']])
  })
})

test('the inbox is found by device, number and reference, the newest first', () => {
  const { inbox, clock } = openInbox()
  for (let n = 1; n <= 5; n++) {
    clock.at++
    inbox.take(sold({ reference: `R${n}`, device: number(n) }))
  }
  const find = (text: string) => inbox.search({ text, state: [], limit: 2, offset: 0 })
  expect(find('').entries.map(({ reference }) => reference)).toEqual(['R5', 'R4'])
  expect([find('R3').total, find(imeiNumber(2).slice(0, 14)).total, find('+4917').total, find('%').total]).toEqual([
    1, 1, 5, 5,
  ])
})

test('what waits for a person goes before any number of newer entries', () => {
  const { inbox, store, clock } = openInbox()
  for (let n = 1; n <= 5; n++) {
    clock.at++
    inbox.take(sold({ reference: `R${n}`, device: number(n) }))
  }
  const found = (state: readonly EntryState[], limit = 2) =>
    store.search({ text: '', state, limit, offset: 0 }).entries.map(({ id, reference }) => ({ id, reference }))
  for (const { id, reference } of found([], 5))
    if (reference === 'R1' || reference === 'R2') store.settle(id, { state: 'held', why: 'other-number' })
  const named = (...states: readonly EntryState[]) => found(states).map(({ reference }) => reference)
  expect([named(), named('held'), named('held', 'due')]).toEqual([
    ['R2', 'R1'],
    ['R2', 'R1'],
    ['R2', 'R1'],
  ])
})

describe('a number that is asked for at the counter', () => {
  const third = parsePhone('+491701111111')
  const held = (inbox: ReturnType<typeof openInbox>['inbox'], asked: typeof phone) =>
    expect(failureOf(() => inbox.admit(device, asked))).toMatchObject({ code: 'intake.held', why: 'other-number' })
  const waiting = (all: () => readonly { state: string; phone?: string | undefined; count: number }[]) =>
    all()
      .filter(({ state }) => state === 'held')
      .map(({ phone, count }) => [phone, count])

  test('is let through where nothing is against it, and leaves no entry', () => {
    const { inbox, all } = openInbox()
    inbox.admit(device, phone)
    expect(all()).toEqual([])
  })

  test('waits for a person where the device has another, and so does what it is put right to', async () => {
    const { inbox, all, ordered } = openInbox()
    inbox.take(sold())
    await inbox.settled()
    held(inbox, other)
    held(inbox, other)
    held(inbox, third)
    expect(waiting(all)).toEqual([
      [third, 1],
      [other, 2],
    ])
    const right = all().find((entry) => entry.phone === third)
    inbox.allow(right?.id ?? 0, 'mistyped')
    await inbox.settled()
    expect(ordered.at(-1)?.cause).toMatchObject({ phone: third })
    held(inbox, other)
    expect(waiting(all)).toEqual([[other, 3]])
  })
})
