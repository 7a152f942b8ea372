import { parseDevice } from '../../shared/identity/device'
import { en } from '../../shared/text/en'
import { type LintOrder, lintOf } from '../lint'
import { findTemplate, secretNamesOf } from '../templates'
import { formatOf } from './card'
import { type Command, exit, type Io, needed, text, usage, type Values, withStation } from './command'
import { foldersOf, lineOf, toldAs } from './template'
import { variableOptions, variablesOf, variableUsage } from './variables'

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
  const { template } = findTemplate(foldersOf(io), needed(values, 'template'))
  const device = text(values, 'device')
  const sizeBytes = sizeOf(values)
  return {
    template,
    variables: variablesOf(values, () => secretNamesOf(template)),
    format: formatOf(text(values, 'format')),
    destination: destinationOf(values),
    ...(device !== undefined && { device: parseDevice(device) }),
    ...(sizeBytes !== undefined && { sizeBytes }),
  }
}

function destinationOf(values: Values): 'card' | 'file' {
  const named = text(values, 'transport') ?? 'card'
  if (named !== 'card' && named !== 'file') throw usage(`--transport ${named} is not card or file`, 'transport')
  return named
}

function sizeOf(values: Values): number | undefined {
  const given = text(values, 'size')
  if (given === undefined) return undefined
  const size = Number(given)
  if (!/^[0-9]+$/.test(given) || size < 1 || size > 0xffff) throw usage('--size is a number from 1 to 65535', 'size')
  return size
}

/** A line for each finding, and one for all. */
function told(order: LintOrder, io: Io): number {
  const findings = lintOf(order)
  const errors = findings.filter(({ level }) => level === 'error').length
  for (const finding of findings) {
    io.out(toldAs(finding))
    io.say(lineOf(finding))
  }
  const warnings = findings.length - errors
  io.out({ template: order.template.name, outcome: errors === 0 ? 'PASS' : 'FAIL', errors, warnings })
  io.say(en.template.found(errors, warnings))
  return errors === 0 ? exit.pass : exit.fail
}
