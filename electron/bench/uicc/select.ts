import type { Command } from './command'
import { fcpOfDirectory, fcpOfFile, type NamedBy } from './fcp'
import { answersTo, applicationsOf, type Directory, type ElementaryFile, MF, parentOf } from './file'
import { PIN1 } from './rules'
import { type CardState, type Channel, move, type On } from './state'
import { type Answer, answer, done, sw } from './status-word'

const CURRENT_ADF = 0x7fff

/** `by` is how the directory was reached: as an application (AID, 7FFF) or as a place in the tree. */
type Found = { readonly directory: Directory; readonly file?: ElementaryFile | undefined; readonly by: NamedBy }

/** ETSI TS 102 221, 11.1.1. Moves the channel, answers FCP (P2 00 or 04) or nothing (P2 0C). */
export function select(on: On, command: Command): Answer {
  const { p1, p2, data } = command
  const wanted = p2 & 0x0c
  const occurrence = p2 & 0x03
  if ((p2 & 0xf0) !== 0 || wanted === 0x08) return answer(sw.wrongP1P2)
  if (p1 !== 0x04 && occurrence !== 0) return answer(sw.wrongP1P2)
  const found = find(on, p1, data, occurrence)
  if (typeof found === 'number') return answer(found)
  const next = selectionOf(on.channel, found)
  move(on, next)
  return wanted === 0x0c ? done() : done(found.file ? fcpOfFile(found.file) : fcpOfSelected(on.state, next))
}

/** The FCP of what a channel has as its current directory. */
export const fcpOfSelected = ({ keys }: CardState, { directory, namedBy }: Pick<Channel, 'directory' | 'namedBy'>) => {
  const isEnabled = keys.some((key) => key.reference === PIN1 && key.isEnabled)
  return fcpOfDirectory(directory, namedBy, isEnabled ? 'enabled' : 'disabled')
}

const selectionOf = (channel: Channel, { directory, file, by }: Found): Channel => ({
  directory,
  file,
  namedBy: file && directory === channel.directory ? channel.namedBy : by,
  application: by === 'aid' ? directory : channel.application,
  record: 0,
})

function find(on: On, p1: number, data: Uint8Array, occurrence: number): Found | number {
  const { state, channel } = on
  switch (p1) {
    case 0x00:
      if (data.length === 0) return { directory: state.mf, by: 'fid' }
      return data.length === 2 ? (byFid(on, fidAt(data, 0)) ?? sw.fileNotFound) : sw.wrongLength
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

/** 8.4.1: what an FID may mean, seen from the current directory. */
function byFid({ state, channel }: On, fid: number): Found | undefined {
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

/** Table 11.1: a path from the MF (which may begin with 7FFF for the current application) or the current DF. */
function byPath({ channel }: On, start: Directory, path: Uint8Array): Found | number {
  if (path.length === 0 || path.length % 2 === 1) return sw.wrongLength
  const isFromApplication = fidAt(path, 0) === CURRENT_ADF
  let directory = isFromApplication ? channel.application : start
  for (let at = isFromApplication ? 2 : 0; at < path.length; at += 2) {
    const fid = fidAt(path, at)
    const file = at + 2 === path.length ? directory?.files.find((child) => child.fid === fid) : undefined
    if (directory && file) return { directory, file, by: directory === channel.application ? 'aid' : 'fid' }
    directory = directory?.directories.find((child) => child.fid === fid)
  }
  if (!directory) return sw.fileNotFound
  return { directory, by: isFromApplication && path.length === 2 ? 'aid' : 'fid' }
}

const fidAt = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)

/** ETSI TS 102 221, 11.1.2: what is selected, as FCP (P2 00), as DF name (P2 01) or not at all (P2 0C). */
export function status({ state, channel }: On, { p1, p2 }: Command): Answer {
  if (p1 > 0x02) return answer(sw.wrongP1P2)
  if (p2 === 0x0c) return done()
  if (p2 === 0x00) return done(fcpOfSelected(state, channel))
  if (p2 !== 0x01) return answer(sw.wrongP1P2)
  const aid = channel.application?.aid
  return aid ? done(Uint8Array.of(0x84, aid.length, ...aid)) : answer(sw.conditionsNotMet)
}
