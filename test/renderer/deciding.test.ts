import { ORPCError } from '@orpc/client'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { settle } from '../../renderer/conflicts/ask'
import {
  conflictSelected,
  conflictsFound,
  readConflict,
  settlingBegun,
  settlingTyped,
  useConflicts,
} from '../../renderer/conflicts/store'
import { intakeActs } from '../../renderer/intake/acts'
import { decide } from '../../renderer/intake/search'
import {
  decisionBegun,
  decisionOvertaken,
  entriesFound,
  filterChosen,
  olderLeft,
  reasonTyped,
  textTyped,
  useIntake,
  viewChosen,
} from '../../renderer/intake/store'
import type { Conflict } from '../../shared/registration/conflict'
import { station } from './asked'
import { conflicts } from './stand-in/conflicts'
import { inbox } from './stand-in/inbox'

vi.mock('../../renderer/station/client', () => import('./asked'))

const [first, second] = conflicts as unknown as readonly [Conflict, Conflict]
const held = inbox.filter(({ state }) => state === 'held')
const foundOf = (entries: typeof held) => ({ entries, total: entries.length, held: entries.length })

beforeEach(() => {
  vi.clearAllMocks()
  station.registration.conflicts.mockResolvedValue([second])
  station.registration.resolve.mockResolvedValue({})
  station.registration.status.mockResolvedValue({ registrations: [] })
  station.intake.search.mockResolvedValue(foundOf([]))
  station.intake.refuse.mockResolvedValue({})
  station.intake.get.mockResolvedValue(held[0])
})

describe('a conflict', () => {
  test('that is gone from the list is decided no more, and no other is in its place', async () => {
    conflictsFound(conflicts)
    conflictSelected(first.job)
    settlingBegun('keep-theirs')
    settlingTyped('they sold it')
    conflictsFound(conflicts)
    expect(useConflicts.getState().deciding).toMatchObject({ what: { job: first.job }, reason: 'they sold it' })
    conflictsFound([second])
    expect(useConflicts.getState().deciding).toBeUndefined()
    expect(readConflict(useConflicts.getState())?.job).toBe(second.job)
    await settle()
    expect(station.registration.resolve).not.toHaveBeenCalled()
  })

  test('is told once, however often Enter is pressed', async () => {
    conflictsFound(conflicts)
    conflictSelected(first.job)
    settlingBegun('keep-theirs')
    settlingTyped('they sold it')
    await Promise.all([settle(), settle()])
    expect(station.registration.resolve).toHaveBeenCalledOnce()
    expect(useConflicts.getState().deciding).toBeUndefined()
  })
})

describe('an entry of the inbox', () => {
  const begun = (): void => {
    entriesFound(foundOf(held))
    decisionBegun('refuse')
    reasonTyped('not ours')
  }

  test('that is gone from the list is decided no more', async () => {
    begun()
    expect(useIntake.getState().deciding).toMatchObject({ reason: 'not ours' })
    entriesFound(foundOf([]))
    expect(useIntake.getState().deciding).toBeUndefined()
    await decide()
    expect(station.intake.refuse).not.toHaveBeenCalled()
  })

  test('is told once, however often Enter is pressed', async () => {
    begun()
    await Promise.all([decide(), decide()])
    expect(station.intake.refuse).toHaveBeenCalledOnce()
  })
})

test('what somebody else decided meanwhile is told as news, and nothing is left to correct', async () => {
  const [entry] = held
  if (entry === undefined) throw new Error('nothing is held')
  const taken = { ...entry, state: 'ordered', why: 'person', outcome: 'PASS', said: 'The shop called' } as const
  station.intake.refuse.mockRejectedValueOnce(
    new ORPCError('FAILED', { defined: true, data: { code: 'request.invalid', path: 'entry', reason: 'decided' } }),
  )
  station.intake.get.mockResolvedValueOnce(taken)
  station.intake.search.mockResolvedValue({ ...foundOf([]), entries: [taken] })
  viewChosen('told')
  entriesFound(foundOf(held))
  decisionBegun('refuse')
  reasonTyped('not ours')
  await decide()
  expect(useIntake.getState()).toMatchObject({ deciding: undefined, decidedElsewhere: taken })
  expect(useIntake.getState().found?.entries).toEqual([taken])
  entriesFound(foundOf(held))
  const goneAfter: readonly (() => unknown)[] = [
    () => decisionBegun('refuse'),
    () => viewChosen('conflicts'),
    () => textTyped('04'),
    () => filterChosen('held'),
    olderLeft,
  ]
  for (const act of goneAfter) {
    decisionOvertaken(taken)
    act()
    expect(useIntake.getState().decidedElsewhere).toBeUndefined()
  }
})

test('what waits for a person goes first, and the others stay as they came', () => {
  viewChosen('told')
  entriesFound({ entries: inbox, total: inbox.length, held: held.length })
  const rest = inbox.filter(({ state }) => state !== 'held')
  expect(useIntake.getState().found?.entries).toEqual([...held, ...rest])
})

test('what the station refuses is said, with the reason kept, and can be told again', async () => {
  station.intake.refuse.mockRejectedValueOnce(
    new ORPCError('FAILED', {
      defined: true,
      data: { code: 'disk.failed', path: 'intake.db', reason: 'the disk is full' },
    }),
  )
  entriesFound(foundOf(held))
  decisionBegun('refuse')
  reasonTyped('not ours')
  await decide()
  expect(useIntake.getState().deciding).toMatchObject({ reason: 'not ours', failure: { code: 'disk.failed' } })
  expect(station.intake.search).not.toHaveBeenCalled()
  station.intake.search.mockResolvedValue(foundOf([]))
  await decide()
  expect(useIntake.getState().deciding).toBeUndefined()
})

test('the arrows are for the reason that is typed, and take neither it nor its entry away', () => {
  viewChosen('told')
  entriesFound(foundOf(held))
  decisionBegun('refuse')
  reasonTyped('not ours')
  expect(intakeActs.named('ArrowDown')).toBe(false)
  expect(useIntake.getState().deciding).toMatchObject({ reason: 'not ours' })
  viewChosen('conflicts')
  conflictsFound(conflicts)
  conflictSelected(first.job)
  settlingBegun('keep-theirs')
  settlingTyped('they sold it')
  expect(intakeActs.named('ArrowDown')).toBe(false)
  expect(useConflicts.getState().deciding).toMatchObject({ what: { job: first.job }, reason: 'they sold it' })
})
