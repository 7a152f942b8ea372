import { count, number } from './figures'
import { formats } from './lint'

type Push = {
  readonly media: string
  readonly sec?: string
  readonly hasMac: boolean
  readonly segments?: number
}

type Notification = {
  readonly format: 'dm1' | 'dm2'
  readonly server?: string | undefined
  readonly id?: number | undefined
  readonly signed: boolean
}

export const decode = {
  help: [
    'FILE is a message in JSON, WBXML or XML, hex of one, or a push: its short messages in hex, a line each, as',
    'message push and message notify write them, or its bytes. - is standard input.',
    '--reveal shows secrets in clear; that is noted, with --reason TEXT if there is one.',
  ],
  push: ({ media, sec, hasMac, segments }: Push) =>
    [
      `A push of ${media}`,
      ...(segments === undefined ? [] : [`in ${count(segments, 'short message', 'short messages')}`]),
      sec === undefined ? 'without SEC' : `SEC ${sec}`,
      hasMac ? 'with a MAC' : 'without a MAC',
    ]
      .join(', ')
      .concat('.'),
  notification: ({ format, server, id, signed }: Notification) =>
    [
      `A notification of ${formats[format]}: ${server ?? 'a server it does not name'} asks for a session`,
      ...(id === undefined ? [] : [`number ${id}`]),
      signed ? 'signed' : 'not signed',
    ]
      .join(', ')
      .concat('.'),
  cut: (size: number) => `it is cut off at byte ${number(size)}`,
  where: (reason: string, path: string) =>
    path === 'segments' ? `of its short messages, ${reason}` : `${reason}, at ${path}`,
  at: (reason: string, offset: number) => `${reason}, at byte ${number(offset)}`,
  json: 'it is JSON, but holds no management object',
  template: 'it is a template; template show shows it, and message compose makes a message of it',
  session: (commands: readonly string[]) =>
    `it is a SyncML message of a session${commands.length === 0 ? '' : ` (${commands.join(', ')})`}, which adds nothing to a device’s Inbox`,
  warning: (told: string) => `A device puts up with this: ${told}.`,
  refused: (what: string) => `A device would not take it. ${what}`,
}
