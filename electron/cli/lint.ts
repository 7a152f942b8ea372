import { Failed } from '../../shared/failure'
import { parseDevice } from '../../shared/identity/device'
import type { Finding } from '../../shared/lint/finding'
import { mostInFile, mostOnCard } from '../../shared/message/size'
import { type Destination, limitOf } from '../../shared/template'
import { en } from '../../shared/text/en'
import { type LintOrder, lintOf } from '../composer/lint'
import { readBatchKey, readSettings } from '../settings/settings'
import { type Command, exit, type Io, needed, text, usage, type Values, withStation } from './command'
import { formatIn, templateOf } from './order'
import { lineOf, toldAs } from './template'
import { givenTo, missingIn, variableOptions, variablesOf, variableUsage } from './variables'

/** What a device would do with the message, before anything is written. */
export const messageLint: Command = {
  name: 'message lint',
  does: 'what a device would not like about it, before anything is written',
  usage: `--template T [--device imei:…] [--format dm2|dm1|cp] [--transport card|file] [--size N] [--reader R] ${variableUsage}`,
  options: {
    template: { type: 'string' },
    device: { type: 'string' },
    format: { type: 'string' },
    transport: { type: 'string' },
    size: { type: 'string' },
    reader: { type: 'string' },
    ...variableOptions,
  },
  run: async (args, io) => {
    const order = orderOf(args.values, io)
    if (text(args.values, 'reader') === undefined) return told(order, io)
    return withStation(args, io, async (ask) => {
      const [file] = (await ask.card.inspect({ reader: needed(args.values, 'reader') })).bootstrap
      return told({ sizeBytes: file?.sizeBytes, cardFormat: file?.format, ...order }, io)
    })
  },
}

function orderOf(values: Values, io: Io): LintOrder {
  const template = templateOf(values, io)
  const named = text(values, 'device')
  const device = named === undefined ? undefined : parseDevice(named)
  const destination = destinationOf(values)
  const sizeBytes = sizeOf(values, destination)
  return {
    template,
    format: formatIn(values, template),
    destination,
    variables: device === undefined ? givenTo(values, template) : variablesOf(values, template),
    ...(device !== undefined && { device, batchKey: batchKeyOf(io) }),
    ...(sizeBytes !== undefined && { sizeBytes }),
  }
}

/** That there is none is for lint to find. */
function batchKeyOf({ home }: Io): Uint8Array | undefined {
  const { batchKeyFile } = readSettings(home)
  try {
    return readBatchKey(batchKeyFile)
  } catch (error) {
    if (error instanceof Failed && error.failure.code === 'request.invalid') return undefined
    throw error
  }
}

function destinationOf(values: Values): Destination {
  const named = text(values, 'transport') ?? 'card'
  if (named !== 'card' && named !== 'file') throw usage(`--transport ${named} is not card or file`, 'transport')
  return named
}

function sizeOf(values: Values, destination: Destination): number | undefined {
  const given = text(values, 'size')
  if (given === undefined) return undefined
  const size = Number(given)
  const most = destination === 'card' ? mostOnCard : mostInFile
  if (!/^[0-9]+$/.test(given) || size < 1 || size > most) throw usage(`--size is a number from 1 to ${most}`, 'size')
  return size
}

/** A line for each finding, one for all, and what was looked at. */
function told(order: LintOrder, io: Io): number {
  const { findings, format, bytes } = lintOf(order)
  const { template, device, destination = 'card', sizeBytes, variables } = order
  const limit = Math.min(limitOf(template, destination)?.bytes ?? Infinity, sizeBytes ?? Infinity)
  const limitBytes = limit === Infinity ? undefined : limit
  for (const finding of findings) {
    io.out(toldAs(finding))
    io.say(lineOf(finding))
  }
  const [errors, warnings, notes] = [
    countOf(findings, 'error'),
    countOf(findings, 'warning'),
    countOf(findings, 'note'),
  ]
  io.out({
    template: template.name,
    outcome: errors === 0 ? 'PASS' : 'FAIL',
    ...{ errors, warnings, notes, looked: device === undefined ? 'template' : 'message', format },
    ...(bytes !== undefined && { bytes }),
    ...(limitBytes !== undefined && { limitBytes }),
  })
  io.say(en.template.found({ error: errors, warning: warnings, note: notes }))
  const missing = missingIn(template, variables)
  io.say(
    device === undefined ? en.template.lookedAlone(format, missing) : en.template.looked(format, bytes, limitBytes),
  )
  return errors === 0 ? exit.pass : exit.fail
}

const countOf = (findings: readonly Finding[], level: Finding['level']): number =>
  findings.filter((finding) => finding.level === level).length
