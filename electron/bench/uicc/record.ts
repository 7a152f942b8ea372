import { refusalOf } from './access'
import type { Command } from './command'
import type { LinearFile } from './file'
import { write } from './memory'
import { READ, UPDATE } from './rules'
import { move, type On } from './state'
import { type Answer, answer, done, sw } from './status-word'

/** ETSI TS 102 221, 11.1.5. */
export function readRecord(on: On, command: Command): Answer {
  const { le, data } = command
  if (!le || data.length > 0) return answer(sw.wrongLength)
  const place = placeOf(on, command)
  if (typeof place === 'number') return answer(place)
  const { file, start } = place
  const refused = refusalOf(on.state, file, { bit: READ, ins: command.ins })
  if (refused !== undefined) return answer(refused)
  if (le.kind === 'exactly' && le.bytes !== file.recordBytes) return answer(sw.exactLength + (file.recordBytes & 0xff))
  return done(file.bytes.slice(start, start + file.recordBytes))
}

/** 11.1.6. A record is always written whole. */
export function updateRecord(on: On, command: Command): Answer {
  const place = placeOf(on, command)
  if (typeof place === 'number') return answer(place)
  const { file, start } = place
  const refused = refusalOf(on.state, file, { bit: UPDATE, ins: command.ins })
  if (refused !== undefined) return answer(refused)
  if (command.data.length !== file.recordBytes) return answer(sw.wrongLength)
  write(on.state.memory, file, start, command.data)
  return done()
}

type Place = { readonly file: LinearFile; readonly start: number }

/** P2: SFI in the upper five bits, in the lower three which record. Reaching a record makes it the current one. */
function placeOf(on: On, { p1, p2 }: Command): Place | number {
  const sfi = p2 >> 3
  const { directory } = on.channel
  const file = sfi === 0 ? on.channel.file : directory.files.find((child) => child.sfi === sfi)
  if (!file) return sfi === 0 ? sw.noEfSelected : sw.fileNotFound
  if (file.kind !== 'linear') return sw.wrongStructure
  const current = file === on.channel.file ? on.channel.record : 0
  const record = recordOf(file, current, p1, p2 & 0x07)
  if (record === undefined) return sw.wrongP1P2
  if (record < 1 || record * file.recordBytes > file.bytes.length) return sw.recordNotFound
  move(on, { file, record })
  return { file, start: (record - 1) * file.recordBytes }
}

/** Table 11.12: 2 next, 3 previous (P1 zero, and before the first use the first or last), 4 absolute or current. */
function recordOf(file: LinearFile, current: number, p1: number, mode: number): number | undefined {
  if (mode === 0x04) return p1 === 0 ? current : p1
  if (p1 !== 0) return undefined
  if (mode === 0x02) return current + 1
  if (mode !== 0x03) return undefined
  return current === 0 ? file.bytes.length / file.recordBytes : current - 1
}
