import { readFileSync } from 'node:fs'
import { withoutPadding } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { parseDevice } from '../../shared/identity/device'
import { formatOf as formatOfBytes } from '../../shared/message/format'
import { type Rendering, showMessage } from '../../shared/message/message'
import { en } from '../../shared/text/en'
import { sha256 } from '../hash'
import { formatOf } from './card'
import { type Command, exit, type Io, needed, text, usage, withStation } from './command'
import { keepPrivate } from './private-file'
import { messagePush } from './push'
import { variableOptions, variablesOf, variableUsage } from './variables'

export const messageCompose: Command = {
  name: 'message compose',
  does: 'the bytes that would be written',
  usage: `--template T --device imei:… [--format dm2|dm1|cp] [--transport card|file|push] ${variableUsage} [--out FILE]`,
  options: {
    ...messagePush.options,
    template: { type: 'string' },
    device: { type: 'string' },
    format: { type: 'string' },
    transport: { type: 'string' },
    ...variableOptions,
    out: { type: 'string' },
  },
  run: (args, io) => {
    const { values } = args
    const transport = text(values, 'transport') ?? 'card'
    if (transport === 'push') return messagePush.run(args, io)
    if (transport !== 'card' && transport !== 'file')
      throw usage(`--transport ${transport} is not card, file or push`, 'transport')
    return withStation(args, io, async (_, { composer }) => {
      const format = formatOf(text(values, 'format'))
      const draft = { device: parseDevice(needed(values, 'device')), template: needed(values, 'template') }
      const variables = variablesOf(values, () => composer.secretsIn(draft.template))
      const made = composer.make({ ...draft, variables, ...(format && { format }) }, transport)
      const file = text(values, 'out')
      if (file !== undefined) writeMessage(file, made.message)
      if (file === undefined && !io.isJson) pipe(made.message, io)
      io.out({ format: made.format, bytes: made.message.length, sha256: made.sha256, ...(file && { file }) })
      for (const warning of made.warnings) io.say(en.wizard.review.warning(warning))
      return exit.pass
    })
  },
}

const renderings: readonly string[] = ['xml', 'json', 'hex'] satisfies Rendering[]
const isRendering = (name: string): name is Rendering => renderings.includes(name)

export const messageDecode: Command = {
  name: 'message decode',
  does: 'any bootstrap message in words; secrets are bullets unless revealed, which is noted',
  usage: 'FILE [--as xml|json|hex] [--reveal]',
  options: { as: { type: 'string' }, reveal: { type: 'boolean' } },
  positionals: true,
  run: (args, io) => {
    const [file] = args.positionals
    if (!file) throw usage('name the file to decode, or - for standard input', 'file')
    const bytes = withoutPadding(readMessage(file))
    const as = text(args.values, 'as') ?? (formatOfBytes(bytes) === 'dm2' ? 'json' : 'xml')
    if (!isRendering(as)) throw usage(`--as ${as} is not xml, json or hex`, 'as')
    const reveal = args.values.reveal === true
    if (!reveal) return show(bytes, as, false)
    return withStation(args, io, async (_, { journal }) => {
      journal.audit('reveal', `message ${sha256(bytes)}`)
      return show(bytes, as, true)
    })

    async function show(bytes: Uint8Array, as: Rendering, reveal: boolean): Promise<number> {
      const document = showMessage(bytes, as, { reveal })
      io.out({ format: formatOfBytes(bytes), as, document })
      if (!io.isJson) io.print(`${document}\n`)
      return exit.pass
    }
  },
}

/** The bytes hold secrets: they go to a file or a program, not onto a screen. */
function pipe(message: Uint8Array, io: Io): void {
  if (process.stdout.isTTY) throw usage('name a file with --out, or pipe the message into a program', 'out')
  io.print(message)
}

/** Secrets are in it: only its owner may read it. */
function writeMessage(file: string, message: Uint8Array): void {
  try {
    keepPrivate(file, message)
  } catch (error) {
    throw diskFailed(file, error, 'written')
  }
}

function readMessage(file: string): Uint8Array {
  try {
    return readFileSync(file === '-' ? 0 : file)
  } catch (error) {
    throw diskFailed(file, error, 'read')
  }
}

/** A file that a person named and that is not there is their mistake; anything else is the disk's. */
function diskFailed(path: string, error: unknown, done: string): Failed {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  if (code === 'ENOENT') return usage(`there is no ${path}`, 'file')
  if (code === 'EISDIR') return usage(`${path} is a directory`, 'file')
  return new Failed({ code: 'disk.failed', path, reason: `cannot be ${done} (${code})` })
}
