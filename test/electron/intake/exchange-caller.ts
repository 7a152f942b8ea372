// An exchange written down from Asterisk's documentation of AGI, as plain lines on a socket; it shares nothing with ours.
import { connect, type Socket } from 'node:net'

const facts = {
  request: 'agi://127.0.0.1/',
  channel: 'SIP/100-00000001',
  language: 'en',
  uniqueid: '1700000000.1',
  version: '20.0',
  callerid: '+491701234567',
  calleridname: 'unknown',
  callingpres: '1',
  context: 'default',
  extension: '4711',
  priority: '1',
  enhanced: '0.0',
  accountcode: '',
  threadid: '140',
}
export type Caller = {
  /** What is keyed in for each GET DATA, in order. */
  readonly keys?: readonly string[]
  readonly facts?: Readonly<Record<string, string>>
  /** Answers of the exchange by command, instead of the usual. */
  readonly says?: (command: string, count: number) => string | readonly string[] | 'cut' | undefined
  /** Bytes at a time, for an exchange on a bad line. */
  readonly chunk?: number
}

/** One call; the commands that the exchange was given. */
export function call(
  port: number,
  { keys = [], facts: more = {}, says, chunk = 4096 }: Caller = {},
): Promise<readonly string[]> {
  const left = [...keys]
  const commands: string[] = []
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const write = (text: string): void => {
      for (let at = 0; at < text.length; at += chunk) if (socket.writable) socket.write(text.slice(at, at + chunk))
    }
    socket.on('error', () => undefined).on('close', () => resolve(commands))
    write(
      `agi_network: yes\n${Object.entries({ ...facts, ...more })
        .map(([name, value]) => `agi_${name}: ${value}\n`)
        .join('')}\n`,
    )
    eachLine(socket, (command) => {
      commands.push(command)
      const answer = says?.(command, commands.length)
      if (answer === 'cut') return void socket.destroy()
      if (answer?.length === 0) return
      if (answer !== undefined) return write(`${[answer].flat().join('\n')}\n`)
      if (command.startsWith('GET DATA')) return write(`200 result=${left.shift() ?? ' (timeout)'}\n`)
      if (command.startsWith('STREAM FILE')) return write('200 result=0 endpos=8000\n')
      if (command === 'HANGUP') write('200 result=1\n')
      else write('200 result=0\n')
      if (command === 'HANGUP') socket.end()
    })
  })
}

export function eachLine(socket: Socket, take: (line: string) => void): void {
  const state = { rest: '' }
  socket.setEncoding('latin1').on('data', (text: string) => {
    const lines = (state.rest + text).split('\n')
    state.rest = lines.pop() ?? ''
    for (const line of lines) take(line)
  })
}
