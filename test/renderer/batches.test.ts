import { expect, test } from 'vitest'
import { emptyOrder, faultsOf } from '../../renderer/batches/draft'
import { canTake, emptyImport, sourceOf } from '../../renderer/batches/reading'
import { readBatch } from '../../renderer/batches/store'
import { batchAt, orderOf } from './stand-in/line'

const order = { ...emptyOrder, name: 'spring-7', template: 'nordwind', quantity: '600' }
const report = {
  file: 'a.csv',
  sha256: '5d41'.repeat(16),
  rows: 3,
  good: 3,
  wrong: {},
  findings: [],
  columns: { device: 'IMEI' },
  unused: [],
}

test('an order is right, or says what is wrong with which field', () => {
  expect(faultsOf(order, [])).toEqual({})
  expect(faultsOf(emptyOrder, [])).toEqual({ name: 'needed', quantity: 'needed', template: 'needed' })
  expect(faultsOf({ ...order, name: 'spring 7' }, []).name).toBe('malformed')
  expect(faultsOf({ ...order, name: '2611-0418' }, [batchAt({})]).name).toBe('taken')
  for (const quantity of ['0', '-1', '1.5', '1e3', '10000001'])
    expect(faultsOf({ ...order, quantity }, []).quantity).toBe('whole')
  expect(faultsOf({ ...order, inARow: '101' }, []).inARow).toBe('whole')
})

test('the batch that is read is the one selected, else the newest that is open', () => {
  const closed = batchAt({ state: 'closed', order: orderOf({ batch: 'old' }) })
  const open = batchAt({})
  expect(readBatch({ batches: [closed, open], selected: undefined })).toBe(open)
  expect(readBatch({ batches: [closed, open], selected: closed.order.batch })).toBe(closed)
  expect(readBatch({ batches: [closed], selected: undefined })).toBe(closed)
  expect(readBatch({ batches: undefined, selected: undefined })).toBeUndefined()
})

test('a list is taken only after it was looked at and nothing was wrong with it', () => {
  expect(canTake({ ...emptyImport, reading: { at: 'checked', report } })).toBe(true)
  expect(canTake({ ...emptyImport, reading: { at: 'checked', report: { ...report, good: 2 } } })).toBe(false)
  expect(canTake({ ...emptyImport, reading: { at: 'checked', report: { ...report, rows: 0, good: 0 } } })).toBe(false)
  expect(canTake({ ...emptyImport, reading: { at: 'taken', report } })).toBe(false)
  expect(canTake(emptyImport)).toBe(false)
})

test('a range needs both its ends, a file its place', () => {
  expect(sourceOf({ ...emptyImport, path: ' a.csv ' })).toEqual({ from: 'file', path: 'a.csv' })
  expect(sourceOf(emptyImport)).toBeUndefined()
  expect(sourceOf({ ...emptyImport, from: 'range', first: '1' })).toBeUndefined()
  expect(sourceOf({ ...emptyImport, from: 'range', first: '1', last: '9' })).toEqual({
    from: 'range',
    first: '1',
    last: '9',
  })
})
