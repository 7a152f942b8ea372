import { Failed } from '../../shared/failure'
import type { ReadersState } from '../../shared/station-state'
import { type Command, exit, type Io, withStation } from './command'

export const readersCommand: Command = {
  name: 'readers',
  does: 'readers and what is in them',
  usage: '[--watch]',
  options: { watch: { type: 'boolean' } },
  run: (args, io) =>
    withStation(args, io, async (ask) => {
      const isWatching = args.values.watch === true
      const patience = new AbortController()
      const stop = () => patience.abort()
      io.signal.addEventListener('abort', stop)
      // A plain timer: Node 20 forgets a signal that is made of a timeout.
      const timer = isWatching ? undefined : setTimeout(stop, PATIENCE_MS)
      const { signal } = patience
      let isTold = false
      try {
        for await (const state of await ask.reader.changes(undefined, { signal })) {
          if (state.service === 'starting') continue
          isTold = true
          if (state.service === 'down' && !isWatching) throw down()
          show(state, isWatching, io)
          if (!isWatching) break
        }
      } finally {
        clearTimeout(timer)
        io.signal.removeEventListener('abort', stop)
      }
      if (!isTold && !io.signal.aborted) throw down()
      return exit.pass
    }),
}

/** A service that does not even say that it is down. */
const PATIENCE_MS = 5000

const down = (): Failed => new Failed({ code: 'reader.service-down', reason: 'no PC/SC service answers' })

/** A line for each reader; while watching, one for the whole state. */
function show({ service, readers }: ReadersState, isWatching: boolean, { out, answer }: Io): void {
  if (isWatching) out({ service, readers })
  for (const reader of readers) {
    if (!isWatching) out(reader)
    answer(
      `${reader.number}  ${reader.name}  ${reader.card === 'none' ? '–' : (reader.iccid ?? reader.atrHex ?? reader.card)}`,
    )
  }
  if (readers.length === 0) answer(service === 'down' ? 'No PC/SC service answers.' : 'No reader is connected.')
}
