import { mostOnCard } from '../../shared/message/size'
import type { Preparation } from '../../shared/preparation'
import { en } from '../../shared/text/en'
import { type Ask, type Command, exit, exitOf, type Io, needed, text, usage, type Values, withCards } from './command'
import { follow, tell } from './follow'
import { keyOptions, keyUsage, pinOptions, pinUsage } from './key-source'
import { draftOf } from './order'
import { variableOptions, variableUsage } from './variables'

const reader = { reader: { type: 'string' } } as const

export const cardBlank: Command = {
  name: 'card blank',
  does: 'empties every bootstrap file, so that a device drops the accounts it had from this card',
  usage: `--reader R ${keyUsage} ${pinUsage} [--entries takes our entries out of EF(DODF) too]`,
  options: { ...reader, ...keyOptions, ...pinOptions, entries: { type: 'boolean' } },
  run: (args, io) =>
    withCards(args, io, async (ask) => {
      const { values } = args
      const job = await ask.card.blank({ reader: needed(values, 'reader'), entries: values.entries === true })
      const record = await follow(ask, job, 0, io)
      tell(record, io)
      return exitOf(record)
    }),
}

export const cardPrepare: Command = {
  name: 'card prepare',
  does: 'makes the files that a message needs, where the card allows it; keeps what others have there',
  usage:
    `--reader R ${keyUsage} ${pinUsage} [--size BYTES | --template T --device imei:… ${variableUsage} [--format dm2|dm1|cp], for as much as its message needs] ` +
    '[--form opaque|oid] [--read always|pin] ' +
    '[--cp the files of Client Provisioning too] [--dry-run tells the steps and changes nothing]',
  options: {
    ...reader,
    ...keyOptions,
    ...pinOptions,
    size: { type: 'string' },
    template: { type: 'string' },
    device: { type: 'string' },
    ...variableOptions,
    format: { type: 'string' },
    form: { type: 'string' },
    read: { type: 'string' },
    cp: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  run: (args, io) => {
    const { values } = args
    const wanted = preparationOf(values)
    const draft = messageFor(values, io)
    const at = needed(values, 'reader')
    return withCards(args, io, async (ask) => {
      const preparation = draft ? { ...wanted, leastBytes: (await ask.message.preview(draft)).bytes } : wanted
      if (values['dry-run'] === true) return tellPlan(ask, at, preparation, io)
      const record = await follow(ask, await ask.card.prepare({ reader: at, preparation }), 0, io)
      tell(record, io)
      return exitOf(record)
    })
  },
}

/** The message that the card is to have room for, where one is named. */
function messageFor(values: Values, io: Io) {
  const isNamed = text(values, 'template') !== undefined
  if (isNamed && text(values, 'size') !== undefined) throw usage('name --template or --size, not both', 'size')
  const unused = ['device', 'format', 'var', 'var-file', 'var-env'].find((name) => values[name] !== undefined)
  if (!isNamed && unused !== undefined) throw usage(`--${unused} is not used without --template`, unused)
  return isNamed ? draftOf(values, io).draft : undefined
}

async function tellPlan(ask: Ask, reader: string, preparation: Preparation, io: Io): Promise<number> {
  const steps = await ask.card.plan({ reader, preparation })
  io.out({ steps })
  io.answer(steps.length === 0 ? en.preparation.nothing : en.preparation.would)
  if (steps.length === 0) io.answer(`  ${en.commandLine.moreRoom}`)
  for (const step of steps) io.answer(`  ${en.preparation.step(step)}`)
  return exit.pass
}

const forms = { opaque: 'opaqueDO', oid: 'oidDO' } as const
const reads = { always: 'always', pin: 'pin1' } as const

function preparationOf(values: Values): Preparation {
  const sizeBytes = sizeOf(text(values, 'size'))
  return {
    form: oneOf(forms, 'form', text(values, 'form') ?? 'opaque'),
    read: oneOf(reads, 'read', text(values, 'read') ?? 'always'),
    cp: values.cp === true,
    ...(sizeBytes !== undefined && { sizeBytes }),
  }
}

function oneOf<T extends string>(choices: Readonly<Record<string, T>>, name: string, asked: string): T {
  const chosen = Object.hasOwn(choices, asked) ? choices[asked] : undefined
  if (chosen === undefined) throw usage(`--${name} is one of ${Object.keys(choices).join(', ')}`, name)
  return chosen
}

function sizeOf(asked: string | undefined): number | undefined {
  if (asked === undefined) return undefined
  const size = Number(asked)
  if (!Number.isInteger(size) || size < 16 || size > mostOnCard)
    throw usage(`--size is 16 to ${mostOnCard} bytes`, 'size')
  return size
}
