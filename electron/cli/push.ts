import { randomInt } from 'node:crypto'
import { hex } from '../../shared/bytes'
import { parseDevice } from '../../shared/identity/device'
import { type Pushed, pushCp, pushDm1 } from '../../shared/push/message'
import { pushPorts, segmentsOf } from '../../shared/push/segments'
import type { Reference } from '../../shared/push/user-data-header'
import { en } from '../../shared/text/en'
import type { Made } from '../composer'
import { hmacSha1 } from '../push-mac'
import { type Command, exit, type Io, needed, text, usage, type Values, withStation } from './command'
import { writePrivately } from './private-file'
import { cpSecurityOf, dm1SecurityOf, securityOptions } from './push-security'
import { variableOptions, variablesOf, variableUsage } from './variables'

/**
 * Writes the short messages of a push to a file, a line of hex each. They hold the message, and its MAC lets a PIN be
 * found: they are shown only to who asks for it, and that is noted.
 */
export const messagePush: Command = {
  name: 'message push',
  does: 'the short messages that carry it over the air, protected by their MAC',
  usage:
    '--template T --device imei:… --format cp|dm1 --sec netwpin|userpin|usernetwpin|userpinmac|networkid|userpin-networkid [--imsi N | --imsi-file F] [--imsi-as-text] [--pin-file F | --pin-env NAME] [--reference 8|16] ' +
    `${variableUsage} ` +
    '[--out FILE] [--code-out FILE] [--reveal] | --sec none --yes-unprotected',
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
  },
  run: (args, io) => {
    const { values } = args
    const order = orderOf(values)
    const reference = referenceOf(values)
    return withStation(args, io, async (_, { composer, journal }) => {
      const variables = variablesOf(values, () => composer.secretsIn(order.draft.template))
      const made = composer.make({ ...order.draft, variables })
      const pushed = order.push(made.message)
      const segments = segmentsOf(pushed.pdu, pushPorts, reference)
      const isRevealed = values.reveal === true
      if (order.sec === 'none') journal.audit('unprotected', `push ${made.sha256}`)
      if (isRevealed) journal.audit('reveal', `push ${made.sha256}`)
      keep(values, pushed, segments)
      tell({ made, sec: order.sec, pushed, segments, isRevealed, file: text(values, 'out') }, io)
      return exit.pass
    })
  },
}

/** Everything that can be wrong with the words is found before the station is opened. */
function orderOf(values: Values) {
  const format = needed(values, 'format')
  if (format !== 'cp' && format !== 'dm1') throw usage('--format of a push is cp or dm1', 'format')
  const device = parseDevice(needed(values, 'device'))
  const draft = { template: needed(values, 'template'), device, format } as const
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

function keep(values: Values, { userCode }: Pushed, segments: readonly Uint8Array[]): void {
  const [file, codeFile] = [text(values, 'out'), text(values, 'code-out')]
  if (codeFile !== undefined && userCode) writePrivately(codeFile, `${userCode.reveal()}\n`)
  if (file !== undefined) writePrivately(file, linesOf(segments))
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

function tell({ made, sec, pushed, segments, isRevealed, file }: Told, { isJson, out, print, say }: Io): void {
  out({
    format: made.format,
    sec,
    bytes: made.message.length,
    sha256: made.sha256,
    pushBytes: pushed.pdu.length,
    segments: segments.length,
    ...(file !== undefined && { file }),
    ...(isRevealed && revealed(pushed, segments)),
  })
  if (isRevealed && !isJson) print(linesOf(segments) + (pushed.userCode ? `${pushed.userCode.reveal()}\n` : ''))
  for (const warning of made.warnings) say(en.wizard.review.warning(warning))
  say(en.push.made(pushed.pdu.length, segments.length))
  say(en.push.protects(sec))
  if (file === undefined && !isRevealed) say(en.push.nothingKept)
}

const revealed = ({ mac, userCode }: Pushed, segments: readonly Uint8Array[]) => ({
  userData: segments.map(hex),
  ...(mac && { mac: mac.reveal() }),
  ...(userCode && { userCode: userCode.reveal() }),
})
