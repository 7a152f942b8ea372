import { identityOf } from '../../shared/identity/device'
import { tour as words } from '../../shared/text/en/tour'
import { type Command, exit, text, usage, type Values } from './command'
import type { Stage } from './tour/stage'

const most = 10_000

/** Many devices at once, each with a memory, a connection and a first session of its own; the DM Server's rows must agree. */
export const benchDevices: Command = {
  name: 'bench devices',
  does: 'many devices at once: each bootstraps, from the factory or by its own request, and opens its first session',
  usage: '[--count 1000]',
  options: { count: { type: 'string' } },
  run: async ({ values }, io) => {
    const count = countOf(values)
    const { withStage } = await import('./tour/stage')
    return withStage(io, async (stage) => {
      const { runCrowd } = await import('./tour/crowd')
      const crowd = await runCrowd(stage, count)
      const managed = await managedRows(crowd.devices, stage)
      const isGood = crowd.met === count && managed === count
      const { factory, request, met, setUpSeconds, seconds } = crowd
      io.out({ outcome: isGood ? 'PASS' : 'FAIL', count, factory, request, met, managed, setUpSeconds, seconds })
      for (const why of crowd.reasons) io.say(words.wrong(why))
      io.answer(words.crowd(met, seconds.toFixed(1)))
      return isGood ? exit.pass : exit.fail
    })
  },
}

function countOf(values: Values): number {
  const count = Number(text(values, 'count') ?? '1000')
  if (!Number.isInteger(count) || count < 1 || count > most)
    throw usage(`--count is a number from 1 to ${most}`, 'count')
  return count
}

/** One look-up names at most eight identities. */
const atOnce = 8

async function managedRows(devices: Parameters<Stage['rowOf']>[0][], { rowsOf }: Stage): Promise<number> {
  let managed = 0
  for (let at = 0; at < devices.length; at += atOnce) {
    const rows = await rowsOf(devices.slice(at, at + atOnce).map(identityOf))
    managed += rows.filter(({ state }) => state === 'managed').length
  }
  return managed
}
