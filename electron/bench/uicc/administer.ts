import { isAllowed } from './access'
import type { Command } from './command'
import { costOf } from './create'
import { type CardFile, type ElementaryFile, type LifeCycle, lineOf } from './file'
import { find } from './find'
import { hasPower, programmed } from './memory'
import { ACTIVATE, DEACTIVATE, DELETE_CHILD, DELETE_SELF } from './rules'
import { type CardState, freshChannel, type On } from './state'
import { type Answer, answer, done, sw } from './status-word'
import { numberIn, valueIn } from './tlv'
import { templateIn } from './wanted-file'

/** ETSI TS 102 222, 6.4: a child of the current directory goes, and with a directory all that is in it. */
export function deleteFile({ state, channel }: On, { ins, p1, p2, data }: Command): Answer {
  if (p1 !== 0 || p2 !== 0) return answer(sw.wrongP1P2)
  if (data.length !== 2) return answer(sw.wrongLength)
  const { directory } = channel
  const isNamed = ({ fid }: CardFile) => fid === numberIn(data)
  const gone = directory.files.find(isNamed) ?? directory.directories.find(isNamed)
  if (!gone) return answer(sw.fileNotFound)
  const mayGo =
    isAllowed(state, directory, { bit: DELETE_CHILD, ins }) || isAllowed(state, gone, { bit: DELETE_SELF, ins })
  if (!mayGo) return answer(sw.notAllowed)
  if (!hasPower(state.memory)) return done()
  const { files, directories } = directory
  state.memory.freeBytes += costOf(gone)
  if (gone.kind === 'directory') directories.splice(directories.indexOf(gone), 1)
  else files.splice(files.indexOf(gone), 1)
  leave(state)
  return done()
}

/** No channel may stand where nothing is any more. */
function leave({ mf, channels }: CardState): void {
  const isGone = (file: CardFile | undefined) => file !== undefined && lineOf(mf, file).length === 0
  for (const [number, channel] of channels) {
    const application = isGone(channel.application) ? undefined : channel.application
    if (isGone(channel.directory)) channels.set(number, { ...freshChannel(mf), application })
    else if (isGone(channel.file)) channels.set(number, { ...channel, application, file: undefined, record: 0 })
  }
}

/** 6.10: another size for an EF of the current directory; what is new in it is FF. */
export function resizeFile({ state, channel }: On, { ins, p1, p2, data }: Command): Answer {
  if (p1 !== 0 || p2 !== 0) return answer(sw.wrongP1P2)
  const fields = templateIn(data) ?? []
  const fid = valueIn(fields, 0x83)
  const size = valueIn(fields, 0x80)
  if (fid?.length !== 2 || !size || size.length > 2 || numberIn(size) === 0) return answer(sw.wrongData)
  const file = channel.directory.files.find((child) => child.fid === numberIn(fid))
  if (!file) return answer(sw.fileNotFound)
  if (!isAllowed(state, file, { bit: 0, ins })) return answer(sw.notAllowed)
  return resized(state, file, numberIn(size))
}

function resized({ memory }: CardState, file: ElementaryFile, sizeBytes: number): Answer {
  const isOdd = file.kind === 'linear' && (sizeBytes % file.recordBytes !== 0 || sizeBytes / file.recordBytes > 254)
  if (isOdd) return answer(sw.wrongData)
  const moreBytes = sizeBytes - file.bytes.length
  if (moreBytes > memory.freeBytes) return answer(sw.noMemory)
  if (!hasPower(memory)) return done()
  memory.freeBytes -= moreBytes
  const body = new Uint8Array(sizeBytes)
  body.set(file.bytes.subarray(0, sizeBytes))
  if (moreBytes > 0) body.set(programmed(memory, new Uint8Array(moreBytes).fill(0xff)), file.bytes.length)
  file.bytes = body
  return done()
}

/** ETSI TS 102 221, 11.1.14 and 11.1.15: named as in SELECT, or the current file. */
export const activateFile = (on: On, command: Command): Answer => brought(on, command, 'activated', ACTIVATE)
export const deactivateFile = (on: On, command: Command): Answer => brought(on, command, 'deactivated', DEACTIVATE)

function brought(on: On, { ins, p1, p2, data }: Command, to: LifeCycle, bit: number): Answer {
  if (p2 !== 0 || ![0x00, 0x08, 0x09].includes(p1)) return answer(sw.wrongP1P2)
  const { state, channel } = on
  const found = data.length === 0 ? channel : find(on, p1, data)
  if (typeof found === 'number') return answer(found)
  const file = found.file ?? found.directory
  if (!isAllowed(state, file, { bit, ins })) return answer(sw.notAllowed)
  if (hasPower(state.memory)) file.lifeCycle = to
  return done()
}
