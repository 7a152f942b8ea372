import { ORPCError } from '@orpc/client'
import { expect, test, vi } from 'vitest'
import { paperForgotten, print, usePaper } from '../../../renderer/receipt/printing'
import type { Failure } from '../../../shared/failure'
import { JobId } from '../../../shared/job'
import { station } from '../asked'

vi.mock('../../../renderer/station/client', () => import('../asked'))

const first = JobId.parse('00000000-0000-4000-8000-000000000001')
const second = JobId.parse('00000000-0000-4000-8000-000000000002')
const noPaper: Failure = { code: 'print.failed', reason: 'the printer is out of paper' }
const paperOf = (job: JobId) => usePaper.getState().papers.get(job)

test('what becomes of a paper is told of its own customer, also when another is served by then', async () => {
  let failed: (why: unknown) => void = () => undefined
  station.receipt.print.mockReturnValueOnce(new Promise((_, reject) => (failed = reject)))
  const printing = print(first)
  await print(first)
  expect(station.receipt.print).toHaveBeenCalledTimes(1)
  paperForgotten()
  station.receipt.print.mockResolvedValueOnce({ state: 'printed', printer: 'Counter' })
  await print(second)
  failed(new ORPCError('FAILED', { data: noPaper, defined: true }))
  await printing
  expect(paperOf(first)).toEqual({ state: 'failed', failure: noPaper })
  expect(paperOf(second)).toEqual({ state: 'printed', printer: 'Counter' })
  paperForgotten()
  expect(usePaper.getState().papers.size).toBe(0)
})
