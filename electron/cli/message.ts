import { readFileSync, writeFileSync } from 'node:fs'
import { withoutPadding } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { parseDevice } from '../../shared/identity/device'
import { formatOf as formatOfBytes } from '../../shared/message/format'
import { type Rendering, showMessage } from '../../shared/message/message'
import { en } from '../../shared/text/en'
import { sha256 } from '../hash'
import { formatOf, variablesOf } from './card'
import { type Command, exit, needed, text, usage, withStation } from './command'

export const messageCompose: Command = {
  name: 'message compose',
  usage: '--template T --device imei:… [--format dm2|dm1|cp] [--var k=v …] [--out FILE]',
  options: {
    template: { type: 'string' },
    device: { type: 'string' },
    format: { type: 'string' },
    var: { type: 'string', multiple: true },
    out: { type: 'string' },
  },
  run: (args, io) =>
    withStation(args, io, async (_, { composer }) => {
      const { values } = args
      const format = formatOf(text(values, 'format'))
      const draft = { device: parseDevice(needed(values, 'device')), template: needed(values, 'template') }
      const made = composer.make({ ...draft, variables: variablesOf(values), ...(format && { format }) })
      const file = text(values, 'out')
      if (file !== undefined) writeMessage(file, made.message)
      if (file === undefined && !io.isJson) io.print(made.message)
      io.out({ format: made.format, bytes: made.message.length, sha256: made.sha256, ...(file && { file }) })
      for (const warning of made.warnings) io.say(en.wizard.review.warning(warning))
      return exit.pass
    }),
}

const renderings: readonly string[] = ['xml', 'json', 'hex'] satisfies Rendering[]
const isRendering = (name: string): name is Rendering => renderings.includes(name)

export const messageDecode: Command = {
  name: 'message decode',
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
      io.print(`${showMessage(bytes, as, { reveal })}\n`)
      return exit.pass
    }
  },
}

/** Secrets are in it: only its owner may read it. */
function writeMessage(file: string, message: Uint8Array): void {
  try {
    writeFileSync(file, message, { mode: 0o600 })
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

const diskFailed = (path: string, error: unknown, done: string): Failed => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return new Failed({ code: 'disk.failed', path, reason: `cannot be ${done} (${code})` })
}
