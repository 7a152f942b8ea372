import { expect, test } from 'vitest'
import { ownerOf } from '../../../electron/records/owner'
import { BatchId } from '../../../shared/batch'
import { batch, batchOrder, openBatches } from '../../support/batches'
import { failureIn } from '../../support/failure'

const other = BatchId.parse('order-18')
const filed = BatchId.parse('order-19')
/** Programs that run as long as this test, and one that ended. */
const [here, there] = [ownerOf(process.pid), ownerOf(process.ppid)]
const gone = '999999999:1'

function twoPrograms(readers: readonly string[], others: readonly string[]) {
  const mine = openBatches(undefined, here)
  const theirs = openBatches(mine.dir, there)
  mine.batches.create(batchOrder({ readers: [...readers] }))
  mine.batches.create(batchOrder({ batch: other, readers: [...others] }))
  return { mine: mine.batches, theirs: theirs.batches, dir: mine.dir }
}

test('a batch is held by one program, which is named to the next one, until it lets go', () => {
  const { mine, theirs } = twoPrograms([], [])
  theirs.hold(batch)
  theirs.hold(batch)
  expect(failureIn(() => mine.hold(batch))).toEqual({ code: 'batch.held', batch, pid: process.ppid })
  theirs.letGo()
  mine.hold(batch)
  expect(failureIn(() => theirs.hold(batch))).toMatchObject({ pid: process.pid })
})

test.for([
  { readers: ['R1'], others: ['R1', 'R2'], what: 'share a reader' },
  { readers: [], others: ['R2'], what: 'name none and one' },
])('two batches that $what are not held by two programs', ({ readers, others }) => {
  const { mine, theirs } = twoPrograms(readers, others)
  theirs.hold(other)
  expect(failureIn(() => mine.hold(batch))).toEqual({ code: 'batch.held', batch: other, pid: process.ppid })
})

test('two programs work beside each other at readers of their own', () => {
  const { mine, theirs } = twoPrograms(['R1'], ['R2'])
  theirs.hold(other)
  mine.hold(batch)
  expect(failureIn(() => theirs.hold(batch))).toMatchObject({ batch })
})

test('a program that ended holds nothing', () => {
  const { mine, dir } = twoPrograms([], [])
  openBatches(dir, gone).batches.hold(batch)
  mine.hold(batch)
})

test('a batch that is closed, and one for files alone, keep no other program from its readers', () => {
  const { mine, theirs } = twoPrograms([], [])
  theirs.hold(other)
  theirs.close(other)
  mine.hold(batch)
  theirs.create(batchOrder({ batch: filed, carrier: 'file' }))
  theirs.hold(filed)
})
