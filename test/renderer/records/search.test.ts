import { ORPCError } from '@orpc/client'
import { beforeEach, expect, test, vi } from 'vitest'
import { lookAgain, searchRecords, walkOn } from '../../../renderer/records/search'
import { filterChosen, pageOf, readRecord, textTyped, useRecords } from '../../../renderer/records/store'
import { useStation } from '../../../renderer/station/store'
import { JobId, type JobRecord } from '../../../shared/job'
import { countLimit } from '../../../shared/records-query'
import { station } from '../asked'
import { recordAt } from '../stand-in/records'

vi.mock('../../../renderer/station/client', () => import('../asked'))

const jobAt = (number: number) => JobId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const recordNumber = (number: number): JobRecord =>
  recordAt(0, { job: jobAt(number), startedAt: new Date(Date.UTC(2026, 0, 1, 0, 0, number)).toISOString() })
/** From this one down, newest first. */
const page = (newest: number) => Array.from({ length: pageOf }, (_, at) => recordNumber(newest - at))

beforeEach(() => {
  station.records.search.mockReset()
  useRecords.setState({ found: undefined, text: '', filter: 'all', selected: undefined })
})

test('what is not finished is sought by one word, whoever ended it', async () => {
  station.records.search.mockResolvedValueOnce({ total: 0, records: [] })
  filterChosen('INTERRUPTED')
  await searchRecords()
  expect(station.records.search).toHaveBeenCalledWith(
    expect.objectContaining({ outcome: ['INTERRUPTED', 'CANCELLED'] }),
  )
})

test('a list that is left open does not grow with the records that are told', async () => {
  station.records.search.mockResolvedValueOnce({ total: pageOf, records: page(1000) })
  await searchRecords()
  for (let number = 1001; number <= 1300; number++) {
    station.records.search.mockResolvedValueOnce({ total: number, records: page(number) })
    await lookAgain(jobAt(number))
  }
  const records = useRecords.getState().found?.records ?? []
  expect(records).toHaveLength(pageOf)
  expect(records[0]?.job).toBe(jobAt(1300))
})

test('the record that is read stays in the list, however many come before it', async () => {
  station.records.search.mockResolvedValueOnce({ total: pageOf, records: page(1000) })
  await searchRecords()
  const last = jobAt(1001 - pageOf)
  useRecords.setState({ selected: last })
  for (let number = 1001; number <= 1150; number++) {
    station.records.search.mockResolvedValueOnce({ total: number, records: page(number) })
    await lookAgain(jobAt(number))
  }
  expect(readRecord(useRecords.getState())?.job).toBe(last)
})

test('where there may be more than were counted, the list goes on', async () => {
  useRecords.setState({
    found: { total: countLimit, records: Array.from({ length: countLimit }, () => recordNumber(500)) },
  })
  station.records.search.mockResolvedValueOnce({ total: countLimit, records: [recordNumber(499)] })
  await walkOn()
  expect(useRecords.getState().found?.records.at(-1)?.job).toBe(jobAt(499))
})

test('a disk that cannot be read is told over the page, until it can be read', async () => {
  const failure = { code: 'disk.failed', path: '/home/station.db', reason: 'the disk could not be read or written' }
  station.records.search.mockRejectedValueOnce(new ORPCError('FAILED', { data: failure, defined: true }))
  await searchRecords()
  expect([...useStation.getState().unread.values()]).toEqual([failure])
  station.records.search.mockResolvedValueOnce({ total: 0, records: [] })
  await searchRecords()
  expect(useStation.getState().unread.size).toBe(0)
})

test('that nothing was found is not said of the next search', async () => {
  const found = () => useRecords.getState().found
  for (const sought of [() => textTyped('490154'), () => filterChosen('FAIL')]) {
    station.records.search.mockResolvedValueOnce({ total: 0, records: [] })
    await searchRecords()
    expect(found()).toEqual({ total: 0, records: [] })
    sought()
    expect(found()).toBeUndefined()
  }
  station.records.search.mockResolvedValueOnce({ total: 1, records: [recordNumber(1)] })
  await searchRecords()
  textTyped('4901542')
  expect(found()?.records).toHaveLength(1)
})
