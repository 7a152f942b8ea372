import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** OpenSC's programs on a pcscd: a terminal whose logic is not ours. */
export type OpenSc = {
  readonly listReaders: () => Promise<readonly { readonly card: 'Yes' | 'No'; readonly name: string }[]>
  /** Sends commands in one session; gives what was said. */
  readonly send: (reader: string, commands: readonly string[]) => Promise<string>
  readonly pkcs15: (reader: string, ...args: readonly string[]) => Promise<string>
  /** The data object of an OID, byte for byte. */
  readonly readObject: (reader: string, oid: string) => Promise<Uint8Array>
}

/** Its files are kept in `directory`, which the caller clears away. */
export async function openSc(socket: string, directory: string): Promise<OpenSc> {
  const conf = join(directory, 'opensc.conf')
  // the default driver takes any ISO card, and nothing may be read from a cache
  await writeFile(conf, 'app default { enable_default_driver = true; framework pkcs15 { use_file_caching = no; } }\n')
  const env = { ...process.env, PCSCLITE_CSOCK_NAME: socket, OPENSC_CONF: conf, OPENSC_DRIVER: 'default' }
  const run = (program: string, args: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      execFile(program, args, { env, timeout: 30_000, maxBuffer: 1 << 24 }, (error, stdout, stderr) =>
        error && stdout === '' ? reject(new Error(`${program}: ${stderr}`)) : resolve(stdout + stderr),
      )
    })
  return {
    listReaders: async () =>
      Array.from((await run('opensc-tool', ['-l'])).matchAll(/^\d+\s+(Yes|No)\s+(.*\S)\s*$/gm), ([, card, name]) => ({
        card: card === 'Yes' ? 'Yes' : 'No',
        name: name ?? '',
      })),
    send: (reader, commands) => run('opensc-tool', ['-r', reader, ...commands.flatMap((command) => ['-s', command])]),
    pkcs15: (reader, ...args) => run('pkcs15-tool', ['-r', reader, ...args]),
    readObject: async (reader, oid) => {
      const file = join(directory, 'object')
      await run('pkcs15-tool', ['-r', reader, '--read-data-object', oid, '--raw', '-o', file])
      return readFile(file)
    },
  }
}
