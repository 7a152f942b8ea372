import type { Batch } from '../../shared/batch'
import { eachChange } from '../changes'
import type { Station } from '../station-parts'
import { os } from './os'

/** How soon a change is told. */
const LOOK_MS = 200

export const batchHandlers = (station: Station) => {
  const { batches, batchDesk: desk } = station
  return {
    list: os.batch.list.handler(() => [...batches.list(station.isBench)]),
    get: os.batch.get.handler(({ input }) => batches.get(input.batch)),
    create: os.batch.create.handler(({ input }) => desk.create(input)),
    start: os.batch.start.handler(({ input }) => desk.start(input.batch)),
    pause: os.batch.pause.handler(({ input }) => desk.pause(input.batch)),
    close: os.batch.close.handler(({ input }) => desk.close(input.batch)),
    changes: os.batch.changes.handler(({ signal }) =>
      eachChange(
        () => ({ version: batches.version() }),
        (tell) => {
          const timer = setInterval(tell, LOOK_MS)
          return () => clearInterval(timer)
        },
        signal,
      ),
    ),
    reject: os.batch.reject.handler(({ input: { batch, reason, ...which } }): Batch => {
      desk.reject(batch, which, reason)
      return batches.get(batch)
    }),
    report: os.batch.report.handler(({ input }) => desk.report(input.batch)),
    pieces: os.batch.pieces.handler(({ input: { batch, states, most, after } }) => [
      ...batches.pieces(batch, states, most, after),
    ]),
    preview: os.batch.preview.handler(({ input, signal }) => desk.read(input, 'preview', signal)),
    import: os.batch.import.handler(({ input, signal }) => desk.read(input, 'import', signal)),
    pick: os.batch.pick.handler(async () => {
      const path = await station.pickFile()
      return path === undefined ? {} : { path }
    }),
  }
}
