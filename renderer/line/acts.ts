import { RejectReason } from '../../shared/batch'
import type { Command } from '../../shared/identity/command'
import { readScan } from '../../shared/identity/scan'
import { batchesOpened } from '../batches/view'
import type { KeyActs } from '../keys/listen'
import { goToHold } from '../keys/own-line'
import { armed, armingAsked, batchStartedAgain, reject, scannedOnLine } from './ask'
import { doAct } from './do-act'
import { heard } from './heard'
import { mainActOf, pauseActOf } from './main-act'
import { attentionEnded, attentionTo, canReject, laneOf, laneTouched, openLane, scanUnread, useLine } from './store'
import { suggestedOf, useStory } from './story'

/** The keys of the line: a number is a lane, or a reason where one is asked; Enter does what the foot says. */
export const lineActs: KeyActs = {
  scanned,
  commanded,
  typed: () => true,
  numbered,
  erased: () => true,
  onward,
  back,
  named: (key) => {
    if (key === 'F7') paused()
    else if (key === 'F8') armingAsked()
    else if (key === 'Delete') rejectAsked()
    else return false
    return true
  },
}

function scanned(text: string): void {
  const view = useLine.getState()
  const scan = readScan(text)
  if (scan.kind === 'device') return void scannedOnLine(scan.device, openLane(view))
  const holding = scan.kind === 'iccid' ? view.line?.lanes.find(({ lane }) => holds(lane, scan.iccid)) : undefined
  heard(holding === undefined ? 'refused' : 'accepted')
  if (holding) attentionTo({ is: 'story', lane: holding.number })
  else scanUnread(scan)
}

const holds = (lane: object, iccid: string): boolean => 'iccid' in lane && lane.iccid === iccid

/** The sheet of commands. A reject is for the lane whose story is open, else for the one that the foot names. */
function commanded(command: Command): boolean {
  const view = useLine.getState()
  const act = view.line && mainActOf(view.line)
  if (command.act === 'start' && view.attention.is === 'restarting') void batchStartedAgain()
  else if (command.act === 'start' && view.line && pauseActOf(view.line) === 'again') doAct('again')
  else if (command.act === 'start' && (act === 'start' || act === 'resume' || act === 'arm')) doAct(act)
  else if (command.act === 'pause' && view.line?.state === 'running') doAct('pause')
  else if (command.act === 'reject') return rejected(command.number)
  else return false
  heard('accepted')
  return true
}

function rejected(number: number): boolean {
  const view = useLine.getState()
  const reason = RejectReason.options[number - 1]
  const next = view.line?.next
  const at = openLane(view) ?? (next && 'lane' in next ? next.lane : undefined)
  const lane = at === undefined ? undefined : laneOf(view, at)
  if (reason === undefined || lane === undefined || !canReject(lane)) return false
  void reject(lane.number, reason)
  return true
}

function numbered(digit: number, pair: number | undefined): void {
  const view = useLine.getState()
  if (view.attention.is === 'rejecting') {
    rejected(digit)
    return
  }
  const lane = [pair, digit].find((number) => number !== undefined && laneOf(view, number) !== undefined)
  if (lane !== undefined) laneTouched(lane)
}

function paused(): void {
  const { line } = useLine.getState()
  const act = line && pauseActOf(line)
  if (act) doAct(act)
}

function onward(): boolean {
  const { line, attention } = useLine.getState()
  if (attention.is === 'arming') void armed(true)
  if (attention.is === 'restarting') void batchStartedAgain()
  if (attention.is === 'rejecting') suggestionTaken(attention.lane)
  const act = line && attention.is === 'none' ? mainActOf(line) : undefined
  if (act === 'close') goToHold()
  else if (act) doAct(act)
  return true
}

function suggestionTaken(lane: number): void {
  const reason = suggestedOf(laneOf(useLine.getState(), lane), useStory.getState().record)
  if (reason) void reject(lane, reason)
}

function back(): boolean {
  const { attention } = useLine.getState()
  if (attention.is === 'rejecting') attentionTo({ is: 'story', lane: attention.lane })
  else if (attention.is === 'none') batchesOpened()
  else attentionEnded()
  return true
}

function rejectAsked(): void {
  const view = useLine.getState()
  const number = openLane(view)
  const lane = number === undefined ? undefined : laneOf(view, number)
  if (lane && canReject(lane)) attentionTo({ is: 'rejecting', lane: lane.number })
}
