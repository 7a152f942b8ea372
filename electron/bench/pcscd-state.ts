import { connect } from 'node:net'

/** A reader as pcscd itself has it in its table. */
export type PcscReader = { readonly name: string; readonly card: 'none' | 'present'; readonly events: number }

// pcsc-lite, winscard_msg.h: commands of the daemon's own protocol, and eventhandler.h: the table it hands out
const CMD_VERSION = 0x11
const CMD_GET_READERS_STATE = 0x12
const SCARD_PRESENT = 0x04
const nameBytes = 128
/** Of the name of each reader of a bench. */
const initial = 'B'
const entryCount = 16
const entryBytes = 184
const version = { major: 4, minor: 4 }
const versionBytes = 12

/**
 * Asks the daemon for its table of readers over its socket, without a client library. Rejects if nobody listens or the
 * daemon speaks another protocol.
 */
export const askPcscd = (socketPath: string): Promise<readonly PcscReader[]> =>
  new Promise((resolve, reject) => {
    const socket = connect(socketPath)
    const parts: Buffer[] = []
    socket.setTimeout(1000, () => socket.destroy(new Error('pcscd does not answer')))
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('pcscd closed')))
    socket.on('data', (part) => {
      parts.push(part)
      const whole = Buffer.concat(parts)
      if (whole.length < versionBytes + entryCount * entryBytes) return
      socket.destroy()
      resolve(readersOf(whole.subarray(versionBytes)))
    })
    socket.write(message(CMD_VERSION, [version.major, version.minor, 0]))
    socket.write(message(CMD_GET_READERS_STATE, []))
  })

/** Header (size, command) and body, in the byte order of the machine. */
const message = (command: number, body: readonly number[]): Uint8Array =>
  new Uint8Array(Uint32Array.of(body.length * 4, command, ...body).buffer)

const readersOf = (table: Buffer): readonly PcscReader[] =>
  Array.from({ length: entryCount }, (_, at) =>
    readerOf(table.subarray(at * entryBytes, (at + 1) * entryBytes)),
  ).filter(({ name }) => name !== '')

function readerOf(entry: Buffer): PcscReader {
  const letters = entry.subarray(0, nameBytes)
  // of a reader that is unplugged the daemon tells all but the first letter
  const isUnplugged = letters[0] === 0 && letters[1] !== 0
  const name = `${isUnplugged ? initial : ''}${letters.toString('utf8', isUnplugged ? 1 : 0)}`
  const state = entry.readUInt32LE(nameBytes + 4)
  return {
    name: name.slice(0, name.indexOf('\0')),
    card: (state & SCARD_PRESENT) !== 0 ? 'present' : 'none',
    events: entry.readUInt32LE(nameBytes),
  }
}
