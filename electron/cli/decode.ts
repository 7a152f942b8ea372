import { readFileSync } from 'node:fs'
import { withoutPadding } from '../../shared/bytes'
import { Failed } from '../../shared/failure'
import { formatOf } from '../../shared/message/format'
import { type Rendering, readMessage, showMessage } from '../../shared/message/message'
import { sessionIn } from '../../shared/message/session'
import { notificationIn } from '../../shared/notification/told'
import { secretsOf } from '../../shared/outline/outline'
import { carriedIn, type Push } from '../../shared/push/carried'
import { secNameOf } from '../../shared/push/sec-code'
import { en } from '../../shared/text/en'
import { wordsOf } from '../../shared/text/words'
import { sha256 } from '../hash'
import { type Command, exit, type Io, text, usage, withStation } from './command'
import { reasonOf } from './reason'
import { one } from './template'
import { checkIsMessage, unfit } from './unfit'

const renderings: readonly string[] = ['xml', 'json', 'hex'] satisfies Rendering[]
const isRendering = (name: string): name is Rendering => renderings.includes(name)

export const messageDecode: Command = {
  name: 'message decode',
  does: 'any bootstrap message, push or notification in words; secrets are bullets unless revealed, which is noted',
  usage: 'FILE [--as xml|json|hex] [--reveal [--reason TEXT]]',
  more: en.decode.help,
  options: { as: { type: 'string' }, reveal: { type: 'boolean' }, reason: { type: 'string' } },
  positionals: true,
  run: async (args, io) => {
    const file = one(args.positionals, 'the file to decode, or - for standard input')
    const as = text(args.values, 'as')
    if (as !== undefined && !isRendering(as)) throw usage(`--as ${as} is not xml, json or hex`, 'as')
    const reveal = args.values.reveal === true
    const whole = readWhole(file)
    const carried = unfit(file, whole, () => carriedIn(withoutPadding(whole)))
    const push = carried.kind === 'push' ? carried.push : undefined
    const bytes = carried.kind === 'push' ? withoutPadding(carried.push.body) : carried.bytes
    const notification = push && unfit(file, whole, () => notificationIn(push.media, push.body))
    if (push) io.say(en.decode.push(told(push)))
    if (push && notification) {
      if (as === 'xml') throw usage('a notification has no XML form: --as json or hex', 'as')
      const document =
        as === 'hex' ? showMessage(bytes, 'hex', { reveal: true }) : JSON.stringify(notification, null, 2)
      io.say(en.decode.notification(notification))
      return shown({ push: told(push), notification, as: as ?? 'json', document }, io)
    }
    const plain = as ?? (formatOf(bytes) === 'dm2' ? 'json' : 'xml')
    const isAnything = plain === 'hex' && reveal
    if (!isAnything) unfit(file, bytes, () => checkIsMessage(bytes, plain))
    const reason = reasonOf(args.values, isAnything ? [] : secretsOf(bytes).reveal())
    if (reveal)
      await withStation(args, io, async (_, { journal }) => {
        journal.audit('reveal', `message ${sha256(bytes)} ${reason}`)
        return exit.pass
      })
    const document = unfit(file, bytes, () => showMessage(bytes, plain, { reveal }))
    shown({ ...(push && { push: told(push) }), format: formatOf(bytes), as: plain, document }, io)
    return isAnything ? exit.pass : judged(file, bytes, io)
  },
}

type Shown = Readonly<Record<string, unknown>> & { readonly document: string }

function shown(object: Shown, io: Io): number {
  io.out(object)
  if (!io.isJson) io.print(`${object.document}\n`)
  return exit.pass
}

const told = ({ media, sec, mac, segments }: Push) => ({
  media,
  ...(sec !== undefined && { sec: secNameOf(media, sec) }),
  hasMac: mac !== undefined,
  ...(segments !== undefined && { segments }),
})

/** What a device would say to it. A message of a session bootstraps nothing. */
function judged(file: string, bytes: Uint8Array, { say }: Io): number {
  const session = sessionIn(bytes)
  if (session !== undefined) throw new Failed({ code: 'file.unfit', path: file, reason: en.decode.session(session) })
  try {
    for (const warning of readMessage(bytes).warnings) say(en.decode.warning(warning))
  } catch (error) {
    if (!(error instanceof Failed)) throw error
    say(en.decode.refused(wordsOf(error.failure).what))
  }
  return exit.pass
}

function readWhole(file: string): Uint8Array {
  try {
    return readFileSync(file === '-' ? 0 : file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    if (code === 'ENOENT') throw usage(`there is no file ${file}`, 'file')
    if (code === 'EISDIR') throw usage(`${file} is a folder`, 'file')
    throw new Failed({ code: 'disk.failed', path: file, reason: `cannot be read (${code})` })
  }
}
