import { beforeEach, expect, test, vi } from 'vitest'
import { filePicked, read } from '../../../renderer/batches/read-list'
import { importLeft, importOpened, readingNow, sourceTyped, useImport } from '../../../renderer/batches/reading'
import { BatchId } from '../../../shared/batch'
import { station } from '../asked'

vi.mock('../../../renderer/station/client', () => import('../asked'))

const [a, b] = [BatchId.parse('a'), BatchId.parse('b')]
const report = { good: 3, rows: 3, sha256: 'c'.repeat(64) }
type Asked = readonly [unknown, { readonly signal: AbortSignal }]

/** A list of which the report comes when it is told. */
function held() {
  let tell = (): void => undefined
  const told = new Promise<void>((resolve) => (tell = resolve))
  station.batch.preview.mockImplementationOnce(async () =>
    (async function* () {
      yield { at: 'reading', rows: 1, percent: 10 }
      await told
      yield { at: 'done', isTaken: true, report }
    })(),
  )
  return tell
}
const signalOf = (call: number): AbortSignal => (station.batch.preview.mock.calls[call] as unknown as Asked)[1].signal

beforeEach(() => {
  station.batch.preview.mockReset()
  readingNow({ at: 'asked' })
  importOpened(a)
  sourceTyped({ from: 'file', path: 'a.csv' })
})

test('what is told of a list is told of the batch that it was read for, and of no other that is opened meanwhile', async () => {
  const tell = held()
  const reading = read(a, 'preview')
  importLeft()
  importOpened(b)
  sourceTyped({ path: 'b.csv' })
  expect(signalOf(0).aborted).toBe(true)
  tell()
  await reading
  expect(useImport.getState().reading).toEqual({ at: 'asked' })
})

test('and of the source that was read, and of no other that is typed meanwhile', async () => {
  const tell = held()
  const reading = read(a, 'preview')
  sourceTyped({ path: 'other.csv' })
  tell()
  await reading
  expect(useImport.getState()).toMatchObject({ path: 'other.csv', reading: { at: 'asked' } })
})

test('a list that is being taken is not changed for another by a key', () => {
  readingNow({ at: 'reading', does: 'import', rows: 1, percent: 1 })
  sourceTyped({ path: 'other.csv' })
  expect(useImport.getState().path).toBe('a.csv')
})

test('a file that was picked for one batch is not read into another', async () => {
  let pick: (picked: { readonly path: string }) => void = () => undefined
  station.batch.pick.mockReturnValueOnce(new Promise((resolve) => (pick = resolve)))
  const picking = filePicked()
  importOpened(b)
  pick({ path: 'a-again.csv' })
  await picking
  expect(useImport.getState().path).toBe('')
})
