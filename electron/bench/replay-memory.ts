import { hex } from '../../shared/bytes'
import { filled, type TracedPart } from '../../shared/trace'
import { parseCommand } from './uicc/command'

/**
 * What the files of a replayed card hold, as far as it can be known: what was there before, if that is told, and what
 * the station has written since. A trace does not say it.
 */
export type ReplayMemory = {
  /** Follows a command that the card has carried out, by how it answered. */
  readonly follow: (command: Uint8Array, response: Uint8Array) => void
  /** An answer with what it hides put back. */
  readonly answer: (command: Uint8Array, parts: readonly TracedPart[]) => Uint8Array
  readonly forgetSelection: () => void
}

/** `content` by the last FID of a file's path, as hex. */
export function createReplayMemory(content: Readonly<Record<string, Uint8Array>>): ReplayMemory {
  const files = new Map(Object.entries(content).map(([file, bytes]) => [file, [...bytes]]))
  const selected = new Map<number, string>()
  const fileOf = (cla: number): string => selected.get(cla & 0x03) ?? ''

  return {
    follow: (command, response) => {
      const parsed = parseCommand(command)
      if (!parsed || !isDone(response)) return
      const { cla, ins, p1, p2, data } = parsed
      if (ins === 0xa4 && data.length >= 2) selected.set(cla & 0x03, hex(data.subarray(-2)))
      if (ins !== 0xd6) return
      const bytes = files.get(fileOf(cla)) ?? []
      for (const [at, byte] of data.entries()) bytes[p1 * 256 + p2 + at] = byte
      files.set(fileOf(cla), bytes)
    },
    answer: (command, parts) => {
      const [cla = 0, ins, p1 = 0, p2 = 0] = command
      const bytes = filled(parts)
      if (ins !== 0xb0) return bytes
      const held = files.get(fileOf(cla)) ?? []
      let at = 0
      for (const part of parts) {
        const end = at + ('bytes' in part ? part.bytes.length : part.hidden)
        if ('hidden' in part)
          for (let place = at; place < end; place++) bytes[place] = held[p1 * 256 + p2 + place] ?? 0x00
        at = end
      }
      return bytes
    },
    forgetSelection: () => selected.clear(),
  }
}

const isDone = (response: Uint8Array): boolean => [0x90, 0x91, 0x61, 0x62, 0x9f].includes(response.at(-2) ?? 0)
