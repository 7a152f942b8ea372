import { type Batch, BatchId, BatchOrder, RejectReason } from '../../shared/batch'
import { parseDevice } from '../../shared/identity/device'
import { en } from '../../shared/text/en'
import { refOf } from '../composer/templates'
import { type Ask, type Command, exit, type Io, list, needed, text, usage, type Values, withStation } from './command'
import { formatIn, templateOf } from './order'
import { givenTo, variableOptions, variableUsage } from './variables'

const words = en.batchCommands

/** `--batch B`, or the first word after the command. */
export function batchIn(values: Values, [named]: readonly string[] = []): BatchId {
  const batch = BatchId.safeParse(text(values, 'batch') ?? named)
  if (!batch.success) throw usage('name the batch, as `batch list` prints it', 'batch')
  return batch.data
}

const numberIn = (values: Values, name: string): number | undefined => {
  const given = text(values, name)
  if (given !== undefined && !/^\d{1,8}$/.test(given)) throw usage(`--${name} is a number`, name)
  return given === undefined ? undefined : Number(given)
}

function amongIn(values: Values): { readonly failures: number; readonly last: number } | undefined {
  const given = text(values, 'among')
  if (given === undefined) return undefined
  const [failures = 0, last = 0] = /^(\d{1,4})\/(\d{1,4})$/.exec(given)?.slice(1).map(Number) ?? []
  if (failures < 1 || last < failures) throw usage('--among is failures/pieces, such as 5/20', 'among')
  return { failures, last }
}

export const batchCreate: Command = {
  name: 'batch create',
  does: 'a work order: a template on so many cards',
  usage: `B --template T --quantity N [--scanned] [--carrier card|file|card-and-file] [--green rehearsed|registered] [--reader R …] [--breaker N] [--among N/OF] [--key-set K] [--format dm2|dm1|cp] ${variableUsage}`,
  more: [
    'Identities are imported from a list with `batch import`, or, with --scanned, come one by one.',
    '--breaker N stops it after N failures in a row, 3 where it is not said; --among 5/20 after 5 among the last 20 as well.',
    '--key-set K holds the batch to the card keys of that name; another name is refused, and told with the one there is.',
  ],
  options: {
    batch: { type: 'string' },
    template: { type: 'string' },
    quantity: { type: 'string' },
    scanned: { type: 'boolean' },
    carrier: { type: 'string' },
    green: { type: 'string' },
    reader: { type: 'string', multiple: true },
    breaker: { type: 'string' },
    among: { type: 'string' },
    'key-set': { type: 'string' },
    format: { type: 'string' },
    ...variableOptions,
  },
  positionals: true,
  run: (args, io) => {
    const { values, positionals } = args
    const template = templateOf(values, io)
    needed(values, 'quantity')
    const format = formatIn(values, template)
    const inARow = numberIn(values, 'breaker')
    const among = amongIn(values)
    const order = BatchOrder.omit({ bench: true }).safeParse({
      batch: batchIn(values, positionals),
      template: refOf(template),
      quantity: numberIn(values, 'quantity'),
      identities: values.scanned === true ? 'scanned' : 'listed',
      variables: givenTo(values, template),
      ...(text(values, 'carrier') && { carrier: text(values, 'carrier') }),
      ...(text(values, 'green') && { green: text(values, 'green') }),
      ...(text(values, 'key-set') && { keySet: text(values, 'key-set') }),
      ...((inARow !== undefined || among) && { breaker: { inARow: inARow ?? 3, ...(among && { among }) } }),
      ...(format && { format }),
    })
    if (!order.success) {
      const [at] = order.error.issues[0]?.path ?? []
      throw usage(`--${String(at)} is not what belongs there: ${batchCreate.usage}`, String(at))
    }
    return withStation(args, io, async (ask, station) => {
      const readers = await Promise.all(list(values, 'reader').map((named) => station.readers().nameOf(named)))
      return told(await ask.batch.create({ ...order.data, readers }), io)
    })
  },
}

export const batchList: Command = {
  name: 'batch list',
  does: 'every batch of this home, newest first',
  usage: '',
  options: {},
  run: (args, io) =>
    withStation(args, io, async (ask) => {
      const all = await ask.batch.list()
      for (const batch of all) {
        io.out(batch)
        if (!io.isJson) io.print(`${words.line(batch)}\n`)
      }
      if (all.length === 0) io.say(words.none)
      return exit.pass
    }),
}

/** A command that asks one thing about one batch, or of it. */
const about = (name: string, does: string, work: (ask: Ask, batch: BatchId, io: Io) => Promise<number>): Command => ({
  name,
  does,
  usage: 'B',
  options: { batch: { type: 'string' } },
  positionals: true,
  run: (args, io) => {
    const batch = batchIn(args.values, args.positionals)
    return withStation(args, io, (ask) => work(ask, batch, io))
  },
})

function told(batch: Batch, io: Io): number {
  io.out(batch)
  io.answer(words.line(batch))
  return exit.pass
}

export const batchShow = about('batch show', 'what a batch asks for, and where it stands', async (ask, batch, io) => {
  const shown = await ask.batch.get({ batch })
  told(shown, io)
  if (!io.isJson) io.print(`${JSON.stringify(shown.order, undefined, 2)}\n`)
  return exit.pass
})

export const batchStatus = about('batch status', 'how many pieces stand where', async (ask, batch, io) => {
  const { state, counts, identities, stoppedBy } = await ask.batch.get({ batch })
  io.out({ batch, state, counts, identities, ...(stoppedBy && { stoppedBy }) })
  io.answer(`${en.batches.states[state]}. ${words.sums(counts)}`)
  io.answer(words.identities(identities.known, identities.free))
  return exit.pass
})

export const batchStart = about(
  'batch start',
  'lets lanes take its cards, for the first time or again',
  async (ask, batch, io) => told(await ask.batch.start({ batch }), io),
)
export const batchPause = about('batch pause', 'lets no lane begin another card of it', async (ask, batch, io) =>
  told(await ask.batch.pause({ batch }), io),
)
export const batchClose = about(
  'batch close',
  'ends it, if every piece is good, a reject or unused',
  async (ask, batch, io) => {
    const closed = await ask.batch.close({ batch })
    told(closed, io)
    io.answer(words.exact(true))
    return exit.pass
  },
)

export const batchReport = about(
  'batch report',
  'what it came to: the sums, rejects by reason, what is open',
  async (ask, batch, io) => {
    const report = await ask.batch.report({ batch })
    io.out(report)
    io.answer(words.line(report.batch))
    if (Object.keys(report.rejects).length > 0) io.answer(words.rejects(report.rejects))
    for (const { state, iccid, device, job } of report.open)
      io.answer([state, iccid, device, job].filter((one) => one !== undefined).join('  '))
    io.answer(words.exact(report.isExact))
    return report.isExact ? exit.pass : exit.unsettled
  },
)

export const batchReject: Command = {
  name: 'batch reject',
  does: 'sets a card or a device aside, or one more that has neither number',
  usage: `B --reason ${RejectReason.options.join('|')} [--iccid N | --device imei:…]`,
  options: {
    batch: { type: 'string' },
    reason: { type: 'string' },
    iccid: { type: 'string' },
    device: { type: 'string' },
  },
  positionals: true,
  run: (args, io) => {
    const { values, positionals } = args
    const batch = batchIn(values, positionals)
    const reason = RejectReason.safeParse(needed(values, 'reason'))
    if (!reason.success) throw usage(`--reason is one of ${RejectReason.options.join(', ')}`, 'reason')
    const iccid = text(values, 'iccid')?.replace(/[\s-]/g, '')
    const device = text(values, 'device')
    return withStation(args, io, async (ask) =>
      told(
        await ask.batch.reject({
          batch,
          reason: reason.data,
          ...(iccid && { iccid }),
          ...(device && { device: parseDevice(device) }),
        }),
        io,
      ),
    )
  },
}
