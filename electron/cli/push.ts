import { randomInt } from 'node:crypto'
import { hex } from '../../shared/bytes'
import { type Pushed, pushCp, pushDm1 } from '../../shared/push/message'
import { pushPorts, segmentsOf } from '../../shared/push/segments'
import type { Reference } from '../../shared/push/user-data-header'
import { formatsOf } from '../../shared/template'
import { en } from '../../shared/text/en'
import type { Made } from '../composer/composer'
import { hmacSha1 } from '../push-mac'
import { type Command, exit, type Io, text, usage, type Values, withStation } from './command'
import { draftOf } from './order'
import { keepPrivate } from './private-file'
import { cpSecurityOf, dm1SecurityOf, noticesOf, securityOptions } from './push-security'
import { reasonOf } from './reason'
import { tellFindings, toldAs } from './template'
import { variableOptions, variableUsage } from './variables'

/**
 * Writes the short messages of a push to a file, a line of hex each. They hold the message, and its MAC lets a PIN be
 * found: they are shown only to who asks for it, and that is noted.
 */
export const messagePush: Command = {
  name: 'message push',
  does: 'the short messages that carry it over the air, protected by their MAC',
  usage: `--template T --device imei:… [--format cp|dm1] --sec METHOD [--imsi N | --imsi-file F] [--imsi-as-text] [--pin-file F | --pin-env NAME] [--reference 8|16] ${variableUsage} [--out FILE] [--code-out FILE] [--reveal [--reason TEXT]]`,
  more: en.push.help,
  options: {
    ...securityOptions,
    template: { type: 'string' },
    device: { type: 'string' },
    format: { type: 'string' },
    reference: { type: 'string' },
    ...variableOptions,
    out: { type: 'string' },
    'code-out': { type: 'string' },
    reveal: { type: 'boolean' },
    reason: { type: 'string' },
  },
  run: async (args, io) => {
    const { values } = args
    const order = orderOf(values, io)
    const reference = referenceOf(values)
    const reason = reasonOf(values)
    return withStation(args, io, async (_, { composer, journal }) => {
      const made = composer.make(order.draft)
      const pushed = order.push(made.message)
      const segments = segmentsOf(pushed.pdu, pushPorts, reference)
      const isRevealed = values.reveal === true
      if (order.sec === 'none') journal.audit('unprotected', `push ${made.sha256}`)
      if (isRevealed) journal.audit('reveal', `push ${made.sha256} ${reason}`)
      const kept = keep(values, pushed, segments)
      tell({ made, sec: order.sec, pushed, segments, isRevealed, file: text(values, 'out') }, io)
      for (const file of kept) io.say(en.push.replaced(file))
      for (const notice of noticesOf(values)) io.say(notice)
      return exit.pass
    })
  },
}

/** Everything that can be wrong with the words is found before the station is opened. */
function orderOf(values: Values, io: Io) {
  const { template, draft: asked } = draftOf(values, io)
  const format = asked.format ?? template.card.format
  if (format === 'dm2') throw usage(en.push.notPushed(template.name, formatsOf(template)), 'format')
  const draft = { ...asked, format }
  if (format === 'dm1') {
    const security = dm1SecurityOf(values)
    refuseCode(values, security.sec)
    return { draft, sec: security.sec, push: (body: Uint8Array) => pushDm1(body, security, hmacSha1) }
  }
  const security = cpSecurityOf(values)
  refuseCode(values, security.sec)
  return { draft, sec: security.sec, push: (body: Uint8Array) => pushCp(body, security, hmacSha1) }
}

/** The code of USERPINMAC must reach the user, and there is one of no other method. */
function refuseCode(values: Values, sec: string): void {
  const hasPlace = values['code-out'] !== undefined
  if (sec !== 'userpinmac' && hasPlace) throw usage(`--code-out is not for --sec ${sec}`, 'code-out')
  if (sec === 'userpinmac' && !hasPlace && values.reveal !== true)
    throw usage('--code-out is missing: the file for the code that the user keys in', 'code-out')
}

/** By chance, so that two messages to one device are told apart. */
function referenceOf(values: Values): Reference {
  const bits = text(values, 'reference') ?? '8'
  if (bits === '8') return { bits: 8, value: randomInt(2 ** 8) }
  if (bits === '16') return { bits: 16, value: randomInt(2 ** 16) }
  throw usage('--reference is 8 or 16', 'reference')
}

/** Answers with the files whose place it took. */
function keep(values: Values, { userCode }: Pushed, segments: readonly Uint8Array[]): readonly string[] {
  const contents = { 'code-out': userCode && `${userCode.reveal()}\n`, out: linesOf(segments) }
  return Object.entries(contents).flatMap(([option, content]) => {
    const file = text(values, option)
    if (file === undefined || content === undefined) return []
    return keepPrivate(file, content, option) === 'replaced' ? [file] : []
  })
}

const linesOf = (segments: readonly Uint8Array[]): string => segments.map((segment) => `${hex(segment)}\n`).join('')

type Told = {
  readonly made: Made
  readonly sec: ReturnType<typeof orderOf>['sec']
  readonly pushed: Pushed
  readonly segments: readonly Uint8Array[]
  readonly isRevealed: boolean
  readonly file: string | undefined
}

function tell({ made, sec, pushed, segments, isRevealed, file }: Told, io: Io): void {
  const { isJson, out, print, say } = io
  out({
    format: made.format,
    sec,
    bytes: made.message.length,
    sha256: made.sha256,
    pushBytes: pushed.pdu.length,
    segments: segments.length,
    ...(made.findings.length > 0 && { findings: made.findings.map(toldAs) }),
    ...(file !== undefined && { file }),
    ...(isRevealed && revealed(pushed, segments)),
  })
  if (isRevealed && !isJson) print(linesOf(segments) + (pushed.userCode ? `${pushed.userCode.reveal()}\n` : ''))
  tellFindings(made.findings, io)
  say(en.push.made(pushed.pdu.length, segments.length))
  say(en.push.protects(sec))
  if (file === undefined && !isRevealed) say(en.push.nothingKept)
}

const revealed = ({ mac, userCode }: Pushed, segments: readonly Uint8Array[]) => ({
  userData: segments.map(hex),
  ...(mac && { mac: mac.reveal() }),
  ...(userCode && { userCode: userCode.reveal() }),
})
