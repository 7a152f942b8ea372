// What a client answers to a message: a status for each command, and what was got (OMA DM Protocol 1.2, 8.5).
import { utf8 } from '../../utf8'
import type { Change, Command, Item, Numbered, Status } from './command'
import { nameOf } from './command'
import type { Chal, Header } from './header'
import { perform, status } from './perform'
import type { Dm1Tree } from './tree'

export type Answered = { readonly commands: readonly Command[]; readonly tree: Dm1Tree }

type Numbers = { readonly msgRef: string; readonly most: number }

export const headerStatus = ({ msgId, target, source }: Header, code: number, chal?: Chal): Status => ({
  is: 'Status',
  msgRef: msgId,
  cmdRef: '0',
  cmd: 'SyncHdr',
  targetRefs: [target],
  sourceRefs: [source],
  code,
  chal,
})

/** The commands that somebody has to answer. */
export const asked = (commands: readonly Numbered[]): readonly Numbered[] =>
  commands.filter(({ command }) => command.is !== 'Status' && command.is !== 'Results')

/** One status for all of it: nothing is done for who did not prove who it is. */
export const refuseAll = (commands: readonly Numbered[], msgRef: string, code: number): readonly Command[] =>
  asked(commands).flatMap((one) => [
    statusOf(one, msgRef, code, []),
    ...(one.command.is === 'Atomic' || one.command.is === 'Sequence'
      ? refuseAll(one.command.commands, msgRef, code)
      : []),
  ])

/** Does one after the other. What is got and larger than the server takes is 413. */
export const answersTo = (commands: readonly Numbered[], tree: Dm1Tree, numbers: Numbers): Answered =>
  asked(commands).reduce<Answered>(
    (before, one) => {
      const next = answerTo(one, before.tree, numbers)
      return { commands: [...before.commands, ...next.commands], tree: next.tree }
    },
    { commands: [], tree },
  )

function answerTo(one: Numbered, tree: Dm1Tree, numbers: Numbers): Answered {
  const { command } = one
  const only = (code: number): Answered => ({ commands: [statusOf(one, numbers.msgRef, code, [])], tree })
  switch (command.is) {
    case 'Sequence': {
      const inner = answersTo(command.commands, tree, numbers)
      return { commands: [...only(status.ok).commands, ...inner.commands], tree: inner.tree }
    }
    case 'Atomic': {
      const inner = refuseAll(command.commands, numbers.msgRef, status.notExecuted)
      return { commands: [...only(status.notSupported).commands, ...inner], tree }
    }
    case 'Alert':
      return only(isShown(command.code) ? status.ok : status.notSupported)
    case 'other':
    case 'Status':
    case 'Results':
      return only(status.notSupported)
    default:
      return change(one, command, tree, numbers)
  }
}

/** 1100 is words for a person, 1222 and 1223 are about the session; to ask a person takes a screen. */
const isShown = (code: number): boolean => [1100, 1222, 1223].includes(code)

const change = (one: Numbered, { is, items }: Change, tree: Dm1Tree, { msgRef, most }: Numbers): Answered =>
  items.reduce<Answered>(
    (before, item) => {
      const done = perform(is, item, before.tree)
      const fits = done.found === undefined || sizeOf(done.found) <= most
      const refs = item.target === undefined ? [] : [item.target]
      const told = statusOf(one, msgRef, fits ? done.code : status.tooLarge, refs)
      const found: readonly Command[] =
        done.found && fits ? [{ is: 'Results', msgRef, cmdRef: one.id, items: [done.found] }] : []
      return { commands: [...before.commands, told, ...found], tree: done.tree }
    },
    { commands: [], tree },
  )

/** What a message holds beside its data, at most. */
const roomBytes = 512

const sizeOf = ({ source = '', data }: Item): number =>
  (typeof data === 'string' ? utf8(data).length : 0) + source.length + roomBytes

const statusOf = ({ id, command }: Numbered, msgRef: string, code: number, targetRefs: readonly string[]): Status => ({
  is: 'Status',
  msgRef,
  cmdRef: id,
  cmd: nameOf(command),
  targetRefs,
  sourceRefs: [],
  code,
})
