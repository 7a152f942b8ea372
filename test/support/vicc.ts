import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const script = join(import.meta.dirname, 'vicc.py')

/** The card of Debian's vsmartcard-vpicc. Files by their path from the MF, with their content in hex. */
export type ViccCard = { readonly pin: string; readonly files: Readonly<Record<string, string>> }

/** Puts such a card into the virtual reader at this port. Ends with its process. */
export function startVicc(port: number, card: ViccCard) {
  const child = spawn('/usr/bin/python3', [script, String(port), JSON.stringify(card)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const said: Buffer[] = []
  child.stderr.on('data', (part: Buffer) => said.push(part))
  return {
    /** What it complained of. */
    said: () => Buffer.concat(said).toString(),
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
