import type { ReadersState } from '../../shared/contract'
import { Failed } from '../../shared/failure'
import { type Command, exit, type Io, withStation } from './command'

export const readersCommand: Command = {
  name: 'readers',
  does: 'readers and what is in them',
  usage: '[--watch]',
  options: { watch: { type: 'boolean' } },
  run: (args, io) =>
    withStation(args, io, async (ask) => {
      const isWatching = args.values.watch === true
      for await (const state of await ask.reader.changes(undefined, { signal: io.signal })) {
        if (state.service === 'starting') continue
        if (state.service === 'down' && !isWatching)
          throw new Failed({ code: 'reader.service-down', reason: 'no PC/SC service answers' })
        show(state, isWatching, io)
        if (!isWatching) break
      }
      return exit.pass
    }),
}

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
