import { join } from 'node:path'
import { textOf } from '../../shared/text/languages'
import { shiftReport } from '../paper/shift-report'
import type { Station } from '../station-parts'
import { writeWhole } from '../whole-file'
import { os } from './os'

export const figuresHandlers = (station: Station) => ({
  get: os.figures.get.handler(({ input }) => station.lookup.figures({ ...input, bench: station.isBench })),
  report: os.figures.report.handler(async ({ input: { language, ...query } }) => {
    const bench = station.isBench
    const read = await station.lookup.readings({ ...query, bench })
    const shift = { query, ...read, batches: station.batches.list(bench) }
    const pdf = await station.printer().pdf(shiftReport(shift, textOf(language)))
    const name = `shift-${query.from.slice(0, 16)}-${query.to.slice(0, 16)}.pdf`.replaceAll(':', '')
    const path = join(station.reportsFolder, name)
    writeWhole(path, pdf)
    return { path }
  }),
})
