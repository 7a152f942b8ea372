import { refusalOf } from './access'
import type { Command } from './command'
import type { TransparentFile } from './file'
import { write } from './memory'
import { READ, UPDATE } from './rules'
import { move, type On } from './state'
import { type Answer, answer, done, sw } from './status-word'

/** ETSI TS 102 221, 11.1.3. */
export function readBinary(on: On, command: Command): Answer {
  const { le, data } = command
  if (!le || data.length > 0) return answer(sw.wrongLength)
  const place = placeOf(on, command)
  if (typeof place === 'number') return answer(place)
  const { file, offset } = place
  const refused = refusalOf(on.state, file, { bit: READ, ins: command.ins })
  if (refused !== undefined) return answer(refused)
  if (offset >= file.bytes.length) return answer(sw.wrongOffset)
  const part = file.bytes.slice(offset, offset + le.bytes)
  return le.kind === 'exactly' && part.length < le.bytes ? answer(sw.endOfFile, part) : done(part)
}

/** 11.1.4. A command that would run over the end changes nothing. */
export function updateBinary(on: On, command: Command): Answer {
  const { data } = command
  if (data.length === 0) return answer(sw.wrongLength)
  const place = placeOf(on, command)
  if (typeof place === 'number') return answer(place)
  const { file, offset } = place
  const refused = refusalOf(on.state, file, { bit: UPDATE, ins: command.ins })
  if (refused !== undefined) return answer(refused)
  if (offset >= file.bytes.length) return answer(sw.wrongOffset)
  if (offset + data.length > file.bytes.length) return answer(sw.wrongLength)
  write(on.state.memory, file, offset, data)
  return done()
}

type Place = { readonly file: TransparentFile; readonly offset: number }

/** Table 11.10: P1 with bit 8 names a file by SFI, which selects it; else P1 and P2 are an offset of 15 bits. */
function placeOf(on: On, { p1, p2 }: Command): Place | number {
  const isBySfi = (p1 & 0x80) !== 0
  if (isBySfi && (p1 & 0x60) !== 0) return sw.wrongP1P2
  const { directory } = on.channel
  const file = isBySfi ? directory.files.find(({ sfi }) => sfi === (p1 & 0x1f)) : on.channel.file
  if (!file) return isBySfi ? sw.fileNotFound : sw.noEfSelected
  if (isBySfi) move(on, { file, record: 0 })
  return file.kind === 'transparent' ? { file, offset: isBySfi ? p2 : p1 * 256 + p2 } : sw.wrongStructure
}
