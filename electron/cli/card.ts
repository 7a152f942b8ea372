import { parseDevice } from '../../shared/identity/device'
import { en } from '../../shared/text/en'
import { wordsOf } from '../../shared/text/words'
import {
  type Command,
  exit,
  exitOf,
  gravest,
  type Io,
  list,
  needed,
  text,
  usage,
  type Values,
  withCards,
} from './command'
import { isInWorld, rehearsalOptions, rehearsalUsage, rehearseInWorld } from './device-rehearsal'
import { follow, tell } from './follow'
import { keyFileOptions, keyOptions, keyUsage, pinOptions, pinUsage, readKeyUsage } from './key-source'
import { formatIn, refuseStranger, templateOf } from './order'
import { variableOptions, variablesOf, variableUsage } from './variables'

const reader = { reader: { type: 'string' } } as const

export const cardRehearse: Command = {
  name: 'card rehearse',
  does: 'what a device would do with the card at power-on',
  usage: `--reader R ${readKeyUsage} ${pinUsage} ${rehearsalUsage}`,
  options: {
    ...reader,
    ...keyFileOptions,
    ...pinOptions,
    ...rehearsalOptions,
  },
  run: (args, io) => {
    if (isInWorld(args.values)) return rehearseInWorld(args, io)
    return withCards(args, io, async (ask) => {
      const { failure, ...rehearsal } = await ask.card.rehearse({ reader: needed(args.values, 'reader') })
      io.out({ ...rehearsal, ...(failure && { failure }) })
      io.answer(rehearsal.outcome)
      for (const { way, result, why } of rehearsal.tried) io.answer(`${way}: ${result}${why ? ` (${why})` : ''}`)
      if (failure) {
        const { what, doNow } = wordsOf(failure)
        io.say(`${what}\n${en.commandLine.doNow(en.commandLine.withoutJob(doNow))}`)
      }
      return rehearsal.outcome === 'PASS' ? exit.pass : exit.fail
    })
  },
}

export const cardWrite: Command = {
  name: 'card write',
  does: 'writes, verifies, rehearses and registers; one device for each reader',
  usage:
    `--reader R [--reader R2 …] --template T --device imei:… [--device …] ${keyUsage} ${pinUsage} ${variableUsage} ` +
    '[--add keeps the servers on the card] [--format dm2|dm1|cp] [--wait seconds for the DM Server]',
  options: {
    ...keyOptions,
    ...pinOptions,
    reader: { type: 'string', multiple: true },
    device: { type: 'string', multiple: true },
    template: { type: 'string' },
    ...variableOptions,
    format: { type: 'string' },
    add: { type: 'boolean' },
    wait: { type: 'string' },
  },
  run: (args, io) => {
    const { values } = args
    const orders = ordersOf(values, io)
    const variables = variablesOf(values, templateOf(values, io))
    const waitMs = secondsOf(values) * 1000
    return withCards(args, io, async (ask, station) => {
      const names = await Promise.all(orders.map(({ reader }) => station.readers().nameOf(reader)))
      if (new Set(names).size < names.length) throw usage('a reader is named twice', 'reader')
      const codes = await Promise.all(
        orders.map(async (order) => {
          const record = await follow(ask, await ask.job.start({ ...order, variables }), waitMs, io)
          tell(record, io)
          return exitOf(record)
        }),
      )
      return gravest(codes)
    })
  },
}

/** A device for each reader, in order. */
function ordersOf(values: Values, io: Io) {
  const readers = list(values, 'reader')
  const devices = list(values, 'device').map(parseDevice)
  const [only] = devices
  if (readers.length === 0) throw usage('--reader is missing', 'reader')
  if (!only) throw usage('--device is missing', 'device')
  if (devices.length !== readers.length)
    throw usage(
      `name one device for each reader: there are ${readers.length} of --reader and ${devices.length} of --device`,
      'device',
    )
  const again = devices.find((device, at) => devices.indexOf(device) < at)
  if (again !== undefined) throw usage('a device is named twice; each card is for a device of its own', 'device')
  const template = needed(values, 'template')
  const found = templateOf(values, io)
  const format = formatIn(values, found)
  for (const device of devices) refuseStranger(found, device)
  const draft = { template, add: values.add === true, ...(format && { format }) }
  return readers.map((reader, at) => ({ ...draft, reader, device: devices[at] ?? only }))
}

export function secondsOf(values: Values): number {
  const seconds = Number(text(values, 'wait') ?? '10')
  if (!(seconds >= 0 && seconds <= 86_400)) throw usage('--wait is a number of seconds, at most a day', 'wait')
  return seconds
}
