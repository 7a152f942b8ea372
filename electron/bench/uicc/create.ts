import { areEqual } from '../../../shared/bytes'
import { isAllowed } from './access'
import type { Command } from './command'
import { applicationsOf, type CardFile, type Directory, MF } from './file'
import { hasPower, headerBytes, programmed } from './memory'
import { CREATE_DF, CREATE_EF } from './rules'
import { selectionOf } from './select'
import { move, type On } from './state'
import { type Answer, answer, done, sw } from './status-word'
import { wantedFile } from './wanted-file'

/** ETSI TS 102 222, 6.3: makes an EF or a directory in the current directory, and selects it. */
export function createFile(on: On, { ins, p1, p2, data }: Command): Answer {
  if (p1 !== 0 || p2 !== 0) return answer(sw.wrongP1P2)
  const wanted = wantedFile(data)
  if (!wanted) return answer(sw.wrongData)
  const { state, channel } = on
  const parent = channel.directory
  const bit = wanted.kind === 'directory' ? CREATE_DF : CREATE_EF
  if (!isAllowed(state, parent, { bit, ins })) return answer(sw.notAllowed)
  const taken = takenWord(state.mf, parent, wanted)
  if (taken !== undefined) return answer(taken)
  if (state.memory.freeBytes < costOf(wanted)) return answer(sw.noMemory)
  if (!hasPower(state.memory)) return done()
  state.memory.freeBytes -= costOf(wanted)
  if (wanted.kind === 'directory') {
    parent.directories.push(wanted)
    move(on, selectionOf(channel, { directory: wanted, by: wanted.fid === undefined ? 'aid' : 'fid' }))
    return done()
  }
  wanted.bytes = programmed(state.memory, wanted.bytes)
  parent.files.push(wanted)
  move(on, selectionOf(channel, { directory: parent, file: wanted, by: 'fid' }))
  return done()
}

/** Memory that a file takes, in bytes; for a directory with all that is in it. */
export const costOf = (file: CardFile): number =>
  file.kind === 'directory'
    ? [...file.files, ...file.directories].reduce((sum, child) => sum + costOf(child), headerBytes)
    : headerBytes + file.bytes.length

/** An FID is taken by a child, the directory itself and the MF; an AID by any application of the card. */
function takenWord(mf: Directory, parent: Directory, wanted: CardFile): number | undefined {
  const taken = [MF, parent.fid, ...[...parent.files, ...parent.directories].map(({ fid }) => fid)]
  if (wanted.fid !== undefined && taken.includes(wanted.fid)) return sw.fileExists
  const aid = wanted.kind === 'directory' ? wanted.aid : undefined
  return aid && applicationsOf(mf).some((other) => other.aid && areEqual(other.aid, aid)) ? sw.nameExists : undefined
}
