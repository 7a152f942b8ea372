import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** A secret that is planted, under a name that may be said. */
export type Canary = { readonly name: string; readonly bytes: Buffer }

const swapped = (hex: string): string => hex.replace(/(.)(.)/g, '$2$1')

/** The middle of what base64 makes of these bytes, wherever in a longer text they begin. */
const inBase64 = (bytes: Buffer): readonly string[] =>
  [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    return text.slice(shift === 0 ? 0 : shift + 1, (bytes.length + shift) % 3 === 0 ? undefined : -1)
  })

/** A secret as it is, and in every way in which it could be spelt. */
export function spellingsOf({ bytes }: Canary): readonly Buffer[] {
  const hex = bytes.toString('hex')
  const base64 = inBase64(bytes)
  const texts = [
    ...[hex, hex.toUpperCase(), swapped(hex), swapped(hex).toUpperCase(), hex.replace(/(..)(?=.)/g, '$1 ')],
    ...[...base64, ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))],
    ...[JSON.stringify(bytes.toString('latin1')).slice(1, -1), [...bytes].join(',')],
  ]
  return [bytes, Buffer.from(bytes.toString('latin1'), 'utf16le'), ...texts.map((text) => Buffer.from(text, 'latin1'))]
}

export type Find = { readonly canary: string; readonly where: string }

/** Which secrets are in some bytes. */
export const findIn = (where: string, content: Uint8Array, canaries: readonly Canary[]): readonly Find[] =>
  canaries
    .filter((canary) => spellingsOf(canary).some((spelt) => Buffer.from(content).includes(spelt)))
    .map(({ name }) => ({ canary: name, where }))

/** Every file below a folder but those that are named. */
export function findBelow(folder: string, canaries: readonly Canary[], but: readonly string[] = []): readonly Find[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !but.includes(name) && statSync(join(folder, name), { throwIfNoEntry: false })?.isFile())
    .flatMap((name) => findIn(name, readFileSync(join(folder, name)), canaries))
}

type Seen = { readonly cmdline: string; readonly environ: string }

/** What everybody on this machine can read of a process and its children while it runs; the environment of its children only. */
export function watchProcesses(pid: number): () => readonly Seen[] {
  const seen = new Map<number, Seen>()
  const look = (): void => {
    for (const child of familyOf(pid)) {
      const known = seen.get(child)
      const cmdline = read(child, 'cmdline') || known?.cmdline || ''
      const environ = child === pid ? '' : read(child, 'environ') || known?.environ || ''
      seen.set(child, { cmdline, environ })
    }
  }
  const timer = setInterval(look, 10)
  look()
  return () => {
    clearInterval(timer)
    return [...seen.values()]
  }
}

function familyOf(pid: number): readonly number[] {
  const children = read(pid, `task/${pid}/children`).trim().split(' ').filter(Boolean).map(Number)
  return [pid, ...children.flatMap(familyOf)]
}

function read(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1')
  } catch {
    return ''
  }
}
