import { diffTemplates, type TemplateDifference } from '../../shared/template/diff'
import { en } from '../../shared/text/en'
import { findTemplate } from '../composer/templates'
import { type Command, exit, type Io, needed, text, usage, type Values, withStation } from './command'
import { draftOf, foldersOf } from './order'
import { variableOptions, variableUsage } from './variables'

export const templateDiff: Command = {
  name: 'template diff',
  does: 'how two templates differ, or a template and a card; secrets are not shown',
  usage: `A B | A --reader R --device imei:… ${variableUsage} [--format dm2|dm1|cp]`,
  more: en.template.diffHelp,
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
    return other === undefined ? withCard({ ...args.values, template: name }, io) : withTemplate(name, other, io)
  },
}

async function withTemplate(name: string, other: string, io: Io): Promise<number> {
  const [before, after] = [name, other].map((named) => findTemplate(foldersOf(io), named))
  if (before === undefined || after === undefined) throw new Error('both are named')
  io.say(en.template.sides(before.ref.name, after.ref.name))
  tell(diffTemplates(before.template, after.template), { before: before.ref, after: after.ref }, io)
  return exit.pass
}

/** What the template would write is before, what is on the card is after: in the order they are named in. */
function withCard(values: Values, io: Io): Promise<number> {
  const reader = needed(values, 'reader')
  const { template, draft } = draftOf(values, io)
  return withStation({ values }, io, async (ask) => {
    const { left, right, rows, isAcross } = await ask.message.diff({ ...draft, against: { reader } })
    io.say(
      en.template.sides(
        en.template.side(template.name, left.format, left.bytes),
        en.template.side(en.template.card(reader), right.format, right.bytes),
      ),
    )
    if (isAcross) io.say(en.composer.diff.across)
    const differences = rows.flatMap(({ path, kind, left, right }): readonly TemplateDifference[] => {
      if (kind === 'same') return []
      return [{ path, ...(left !== undefined && { before: left }), ...(right !== undefined && { after: right }) }]
    })
    const sides = { before: { template: template.name, ...left }, after: { reader, ...right } }
    const areOtherBytes = !isAcross && differences.length === 0 && left.sha256 !== right.sha256
    if (!areOtherBytes) tell(differences, sides, io)
    if (areOtherBytes) {
      io.out({ same: false, differences: 0, ...sides })
      io.say(en.template.otherBytes)
    }
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
