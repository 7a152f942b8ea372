import { spawn } from 'node:child_process'

export type Ran = { readonly code: number; readonly output: string }

/** Runs a program to its end. Undefined if there is no such program. */
export const run = (program: string, args: readonly string[]): Promise<Ran | undefined> =>
  new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.stderr.on('data', (part: Buffer) => parts.push(part))
    child.on('error', () => resolve(undefined))
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(parts).toString() }))
  })
