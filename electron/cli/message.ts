import { en } from '../../shared/text/en'
import type { Made } from '../composer/composer'
import { type Command, exit, type Io, text, usage, withStation } from './command'
import { draftOf } from './order'
import { keepPrivate } from './private-file'
import { messagePush } from './push'
import { tellFindings, toldAs } from './template'
import { variableOptions, variableUsage } from './variables'

export const messageCompose: Command = {
  name: 'message compose',
  does: 'the bytes that would be written',
  usage: `--template T --device imei:… [--format dm2|dm1|cp] [--transport card|file|push] ${variableUsage} [--out FILE]`,
  more: [en.push.composeHelp],
  options: {
    ...messagePush.options,
    template: { type: 'string' },
    device: { type: 'string' },
    format: { type: 'string' },
    transport: { type: 'string' },
    ...variableOptions,
    out: { type: 'string' },
  },
  run: async (args, io) => {
    const { values } = args
    const transport = text(values, 'transport') ?? 'card'
    if (transport === 'push') return messagePush.run(args, io)
    if (transport !== 'card' && transport !== 'file')
      throw usage(`--transport ${transport} is not card, file or push`, 'transport')
    const ofPush = Object.keys(values).find((name) => pushOnly.includes(name))
    if (ofPush !== undefined) throw usage(`--${ofPush} is for --transport push`, ofPush)
    const { draft } = draftOf(values, io)
    return withStation(args, io, async (_, { composer }) => {
      tell(composer.make(draft, transport), text(values, 'out'), io)
      return exit.pass
    })
  },
}

const pushOnly = Object.keys(messagePush.options).filter(
  (name) => !['template', 'device', 'format', 'out', ...Object.keys(variableOptions)].includes(name),
)

function tell(made: Made, file: string | undefined, io: Io): void {
  const { message, format, sha256, findings } = made
  const kept = file === undefined ? undefined : keepPrivate(file, message, 'out')
  if (file === undefined && !io.isJson) pipe(message, io)
  io.out({
    format,
    bytes: message.length,
    sha256,
    ...(findings.length > 0 && { findings: findings.map(toldAs) }),
    ...(file !== undefined && { file, kept }),
  })
  tellFindings(findings, io)
  if (file !== undefined) io.say(en.push.composed(message.length, format, sha256, file))
  if (file !== undefined && kept === 'replaced') io.say(en.push.replaced(file))
}

/** The bytes hold secrets: they go to a file or a program, not onto a screen. */
function pipe(message: Uint8Array, io: Io): void {
  if (process.stdout.isTTY) throw usage('name a file with --out, or pipe the message into a program', 'out')
  io.print(message)
}
