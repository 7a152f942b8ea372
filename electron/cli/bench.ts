import type { CardKind } from '../bench/kinds'
import type { BenchOrder } from '../bench/order'
import { type BenchFile, pathsOf } from '../home'
import { readSettings } from '../settings/settings'
import { startStation } from '../start'
import { askedOfCard, cardOptions } from './bench-card'
import { type Command, exit, type Io, text, usage, type Values } from './command'

/** The training bench, until SIGTERM or until its parent is gone. It also delivers what other commands left owed. */
export const bench: Command = {
  name: 'bench',
  does: 'the training bench: readers, cards and a DM Server, until SIGTERM',
  usage: '[--readers N] [--kind K[,K…]]',
  options: { readers: { type: 'string' }, kind: { type: 'string' } },
  run: async ({ values }, io) => {
    const readers = Number(text(values, 'readers') ?? '4')
    if (!Number.isInteger(readers) || readers < 1 || readers > 16)
      throw usage('--readers is a number from 1 to 16', 'readers')
    const kinds = await kindsIn(values)
    const { startBench } = await import('../bench/bench')
    const { startTrainingServer } = await import('../bench/training-server')
    const { watchParent } = await import('../bench/watch-parent')
    const dir = pathsOf(io.home).bench
    const gone = new AbortController()
    const stopWatching = watchParent(() => gone.abort())
    const opened = await startBench({
      home: io.home,
      readers,
      kinds,
      server: () => startTrainingServer({ dir, now: Date.now, log: io.say }),
    })
    const station = await startStation({ home: io.home, log: io.say })
    const stopServer = station.watchServer()
    try {
      io.out(readyLine(opened.file))
      for (const remark of opened.remarks) io.say(remark)
      io.say(`The bench is open: ${opened.file.readers.join(', ')}.`)
      io.say(
        `Template ${opened.file.template}, card key in ${opened.file.adm}, DM Server at ${opened.file.server.url}.`,
      )
      if (opened.file.arrivals) io.say(`Watch devices arrive at ${opened.file.arrivals}`)
      await aborted(AbortSignal.any([io.signal, gone.signal]))
    } finally {
      stopWatching()
      stopServer()
      await station.close()
      await opened.close()
    }
    return exit.pass
  },
}

/** What --kind names, one kind or one for each reader in order. An unknown one is answered with all there are. */
async function kindsIn(values: Values): Promise<readonly CardKind[]> {
  const { isKind, cardKinds } = await import('../bench/kinds')
  const names = text(values, 'kind')?.split(',') ?? []
  return names.map((name) => {
    if (isKind(name)) return name
    throw usage(`--kind is one of ${cardKinds.join(', ')}`, 'kind')
  })
}

/** The part of bench.json that other programs rely on. */
const readyLine = ({ ready, pid, readers, pcsc, server, adm, template, smpp, arrivals }: BenchFile) => ({
  ready,
  pid,
  readers,
  ...(pcsc && { pcsc }),
  server: { url: server.url, ca: server.ca },
  adm,
  template,
  ...(smpp && { smpp }),
  ...(arrivals && { arrivals }),
})

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })

export const benchCard: Command = {
  name: 'bench card',
  does: 'moves a card of the bench, gives it a fault, or unplugs its reader',
  usage:
    '--reader R insert|remove|swap [--kind K] | dump | unplug | plug | --leave-after N | --mute-at N | --tear-at N:BYTES | --delay-ms A --per-byte-ms B | --sw N:6581',
  more: ['Answers with JSON, always.'],
  options: cardOptions,
  positionals: true,
  run: async ({ values, positionals }, io) => {
    const { CardOrder } = await import('../bench/order')
    await kindsIn(values)
    const order = CardOrder.safeParse(askedOfCard(values, positionals[0]))
    if (!order.success) throw usage(`not understood; bootstation bench card ${benchCard.usage}`)
    return tellBench(order.data, io)
  },
}

export const benchServer: Command = {
  name: 'bench server',
  does: 'the DM Server of the bench: here, away, refusing or late',
  usage: 'up|down|refuse|slow',
  more: ['Answers with JSON, always.'],
  options: {},
  positionals: true,
  run: async ({ positionals }, io) => {
    const { ServerOrder } = await import('../bench/order')
    const order = ServerOrder.safeParse({ do: 'server', mode: positionals[0] })
    if (!order.success) throw usage(`name one of ${benchServer.usage}`)
    return tellBench(order.data, io)
  },
}

async function tellBench(order: BenchOrder, { home, isJson, out, print }: Io): Promise<number> {
  const { bench } = readSettings(home)
  if (!bench) throw usage('no bench is running in this home')
  const { askBench } = await import('../bench/client')
  const answer = await askBench(bench.control, order)
  out(answer)
  if (!isJson) print(`${JSON.stringify(answer)}\n`)
  return exit.pass
}
