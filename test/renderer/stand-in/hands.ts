import { faster } from './busy'
import { resumeJob } from './jobs'
import { readerAt } from './readers'
import { tellReader, tellReaders, tellRecord, tellStation, type World } from './world'

/** What a person or the world does to the table; called from outside the page. */
export const hands = (world: World) => ({
  insert: (number: number) => {
    const reader = readerAt(number, true)
    tellReader(world, number, reader)
    const torn = [...world.now.jobs.values()].find((record) => record.torn && record.reader === reader.name)
    if (torn) resumeJob(world, torn)
  },
  remove: (number: number) =>
    tellReaders(world, {
      ...world.now.readers,
      readers: world.now.readers.readers.map((reader) => (reader.number === number ? readerAt(number, false) : reader)),
    }),
  change: (number: number, change: object) => tellReader(world, number, change),
  service: (service: 'starting' | 'up' | 'down') => tellReaders(world, { ...world.now.readers, service }),
  server: (state: 'reachable' | 'unreachable') => {
    tellStation(world, { server: { ...world.now.station.server, state, since: Date.now() } })
    if (state === 'unreachable') return
    for (const record of world.now.jobs.values())
      if (record.outcome === 'OWED')
        tellRecord(world, { ...record, outcome: 'PASS', registration: { state: 'accepted', id: 'r-2' } })
  },
  /** All keys of a code at once, as a scanner sends them. */
  scan: (code: string) => {
    for (const key of [...code, 'Enter'])
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      )
  },
  busy: (perSecond: number) => faster(world, perSecond),
  manner: (manner: Partial<World['manner']>) => Object.assign(world.manner, manner),
})
