import type { NamedBy } from './fcp'
import { answersTo, applicationsOf, type Directory, type ElementaryFile, MF, parentOf } from './file'
import type { On } from './state'
import { sw } from './status-word'
import { numberIn } from './tlv'

const CURRENT_ADF = 0x7fff

/** `by` is how the directory was reached: as an application (AID, 7FFF) or as a place in the tree. */
export type Found = { readonly directory: Directory; readonly file?: ElementaryFile | undefined; readonly by: NamedBy }

/** ETSI TS 102 221, table 11.1: what P1 and the data name, seen from a channel; or a status word. */
export function find(on: On, p1: number, data: Uint8Array, occurrence = 0): Found | number {
  const { state, channel } = on
  switch (p1) {
    case 0x00:
      if (data.length === 0) return { directory: state.mf, by: 'fid' }
      return data.length === 2 ? (byFid(on, numberIn(data)) ?? sw.fileNotFound) : sw.wrongLength
    case 0x03:
      return data.length === 0 ? parentFound(on) : sw.wrongLength
    case 0x04:
      return data.length > 16 ? sw.wrongLength : (byAid(on, data, occurrence) ?? sw.fileNotFound)
    case 0x08:
      return byPath(on, state.mf, data)
    case 0x09:
      return byPath(on, channel.directory, data)
    default:
      return sw.wrongP1P2
  }
}

/** 8.4.1, and 3GPP TS 51.011, 6.5: what an FID may mean, seen from the current directory. */
export function byFid({ state, channel }: On, fid: number): Found | undefined {
  const { directory, application } = channel
  if (fid === MF) return { directory: state.mf, by: 'fid' }
  if (fid === CURRENT_ADF) return application && { directory: application, by: 'aid' }
  const file = directory.files.find((child) => child.fid === fid)
  if (file) return { directory, file, by: 'fid' }
  const parent = parentOf(state.mf, directory)
  const near = [...directory.directories, directory, ...(parent ? [parent, ...parent.directories] : [])]
  const found = near.find((candidate) => candidate.fid === fid)
  return found && { directory: found, by: 'fid' }
}

function parentFound({ state, channel }: On): Found | number {
  const parent = parentOf(state.mf, channel.directory)
  return parent ? { directory: parent, by: 'fid' } : sw.fileNotFound
}

/** 8.5.1 and table 11.2: first, last, next or previous of the applications that the AID fits. */
function byAid({ state, channel }: On, aid: Uint8Array, occurrence: number): Found | undefined {
  const fitting = applicationsOf(state.mf).filter((directory) => answersTo(directory, aid))
  const current = channel.application ? fitting.indexOf(channel.application) : -1
  const directory = fitting.at([0, -1, current + 1, current - 1][occurrence] ?? 0)
  if (!directory || (occurrence === 3 && current <= 0)) return undefined
  return { directory, by: 'aid' }
}

/** A path from the MF (which may begin with 7FFF for the current application) or the current DF. */
function byPath({ channel }: On, start: Directory, path: Uint8Array): Found | number {
  if (path.length === 0 || path.length % 2 === 1) return sw.wrongLength
  const fidAt = (at: number): number => numberIn(path.subarray(at, at + 2))
  const isFromApplication = fidAt(0) === CURRENT_ADF
  let directory = isFromApplication ? channel.application : start
  for (let at = isFromApplication ? 2 : 0; at < path.length; at += 2) {
    const fid = fidAt(at)
    const file = at + 2 === path.length ? directory?.files.find((child) => child.fid === fid) : undefined
    if (directory && file) return { directory, file, by: directory === channel.application ? 'aid' : 'fid' }
    directory = directory?.directories.find((child) => child.fid === fid)
  }
  if (!directory) return sw.fileNotFound
  return { directory, by: isFromApplication && path.length === 2 ? 'aid' : 'fid' }
}
