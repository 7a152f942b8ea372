import { parseDevice } from '../../shared/identity/device'
import { diffTemplates, type TemplateDifference } from '../../shared/template/diff'
import { en } from '../../shared/text/en'
import { findTemplate } from '../templates'
import { formatOf } from './card'
import { type Command, exit, type Io, needed, text, usage, withStation } from './command'
import { foldersOf } from './template'
import { variableOptions, variablesOf, variableUsage } from './variables'

export const templateDiff: Command = {
  name: 'template diff',
  does: 'how two templates differ, or a template and a card; secrets are not shown',
  usage: `A B | A --reader R --device imei:… ${variableUsage} [--format dm2|dm1|cp]`,
  options: {
    reader: { type: 'string' },
    device: { type: 'string' },
    format: { type: 'string' },
    ...variableOptions,
  },
  positionals: true,
  run: async (args, io) => {
    const [name, other, ...more] = args.positionals
    const reader = text(args.values, 'reader')
    if (name === undefined || more.length > 0 || (other === undefined) === (reader === undefined))
      throw usage('name two templates, or a template and --reader')
    return other === undefined ? withCard(name, args, io) : withTemplate(name, other, io)
  },
}

async function withTemplate(name: string, other: string, io: Io): Promise<number> {
  const [before, after] = [name, other].map((named) => findTemplate(foldersOf(io), named))
  if (before === undefined || after === undefined) throw new Error('both are named')
  tell(diffTemplates(before.template, after.template), { before: before.ref, after: after.ref }, io)
  return exit.pass
}

/** What is on the card is before, what the template would write is after. */
function withCard(name: string, args: Parameters<Command['run']>[0], io: Io): Promise<number> {
  const { values } = args
  const reader = needed(values, 'reader')
  const device = parseDevice(needed(values, 'device'))
  const format = formatOf(text(values, 'format'))
  return withStation(args, io, async (ask, { composer }) => {
    const variables = variablesOf(values, () => composer.secretsIn(name))
    const draft = { device, template: name, variables, ...(format && { format }) }
    const { left, right, rows } = await ask.message.diff({ ...draft, against: { reader } })
    const differences = rows.flatMap(({ path, kind, left, right }): readonly TemplateDifference[] => {
      if (kind === 'same') return []
      return [{ path, ...(right !== undefined && { before: right }), ...(left !== undefined && { after: left }) }]
    })
    tell(differences, { before: { reader, ...right }, after: { template: name, ...left } }, io)
    return exit.pass
  })
}

type Sides = { readonly before: object; readonly after: object }

function tell(differences: readonly TemplateDifference[], sides: Sides, io: Io): void {
  for (const difference of differences) {
    const { path, before, after } = difference
    io.out(difference)
    io.say(en.template.difference(path, before, after))
  }
  io.out({ same: differences.length === 0, differences: differences.length, ...sides })
  io.say(en.template.differences(differences.length))
}
