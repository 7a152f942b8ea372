// What a client answers to a message: a status for each command, and what was got (OMA DM Protocol 1.2, 8.5).
import type { Change, Command, Item, Numbered, Status } from './command'
import { nameOf } from './command'
import type { Chal, Header } from './header'
import { assemble, continues, inPieces, type Pending } from './large'
import { perform, status } from './perform'
import type { Dm1Tree } from './tree'

/** What a device has: its tree, and an object that has not come whole yet. */
export type Held = { readonly tree: Dm1Tree; readonly pending?: Pending | undefined }
export type Answered = Held & { readonly commands: readonly Command[] }

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

/** Does one after the other. An object that does not go on is given up, which the server is told (7.1: 1225). */
export function answersTo(commands: readonly Numbered[], held: Held, numbers: Numbers): Answered {
  const todo = asked(commands)
  const { pending } = held
  if (pending === undefined || todo.length === 0 || goesOn(pending, todo[0])) return inOrder(todo, held, numbers)
  const { commands: answers, ...left } = inOrder(todo, { tree: held.tree }, numbers)
  return { ...left, commands: [...answers, { is: 'Alert', code: 1225, items: [{ source: pending.item.target }] }] }
}

function goesOn(pending: Pending, next: Numbered | undefined): boolean {
  if (next === undefined || !('items' in next.command) || next.command.is !== pending.is) return false
  const [item] = next.command.items
  return item !== undefined && continues(pending, next.command.is, item)
}

const inOrder = (commands: readonly Numbered[], held: Held, numbers: Numbers): Answered =>
  commands.reduce<Answered>(
    (before, one) => {
      const { commands: answers, ...next } = answerTo(one, before, numbers)
      return { ...next, commands: [...before.commands, ...answers] }
    },
    { ...held, commands: [] },
  )

function answerTo(one: Numbered, { tree, pending }: Held, numbers: Numbers): Answered {
  const { command } = one
  const held = { tree, pending }
  const only = (code: number): Answered => ({ ...held, commands: [statusOf(one, numbers.msgRef, code, [])] })
  switch (command.is) {
    case 'Sequence': {
      const inner = inOrder(command.commands, held, numbers)
      return { ...inner, commands: [...only(status.ok).commands, ...inner.commands] }
    }
    case 'Atomic': {
      const inner = allOrNothing(command.commands, held, numbers)
      const code = inner.isDone ? status.ok : status.atomicFailed
      return { ...inner.answered, commands: [...only(code).commands, ...inner.answered.commands] }
    }
    case 'Alert':
      return only(isShown(command.code) ? status.ok : status.notSupported)
    case 'other':
    case 'Status':
    case 'Results':
      return only(status.notSupported)
    default:
      return change(one, command, held, numbers)
  }
}

/** SyncML Representation Protocol 1.2, Atomic: what was done before the first that fails is undone, the rest is not begun. */
function allOrNothing(commands: readonly Numbered[], held: Held, numbers: Numbers) {
  const todo = asked(commands)
  let done: Answered = { ...held, commands: [] }
  for (const [at, one] of todo.entries()) {
    // Nothing is got in it, and there is none in it.
    const isOdd = one.command.is === 'Get' || one.command.is === 'Atomic'
    const { commands: answers, ...next } = isOdd
      ? { ...done, commands: [statusOf(one, numbers.msgRef, status.failed, [])] }
      : answerTo(one, done, numbers)
    if (answers.some((answer) => answer.is === 'Status' && answer.code >= 300)) {
      const left = refuseAll(todo.slice(at + 1), numbers.msgRef, status.notExecuted)
      const undone = [...done.commands, ...answers].map(rolledBack)
      return { isDone: false, answered: { ...held, commands: [...undone, ...left] } }
    }
    done = { ...next, commands: [...done.commands, ...answers] }
  }
  return { isDone: true, answered: done }
}

const rolledBack = (answer: Command): Command =>
  answer.is === 'Status' && answer.code < 300 ? { ...answer, code: status.rolledBack } : answer

/** 1100 is words for a person, 1222 and 1223 are about the session; to ask a person takes a screen. */
const isShown = (code: number): boolean => [1100, 1222, 1223].includes(code)

const change = (one: Numbered, { is, items }: Change, held: Held, { msgRef, most }: Numbers): Answered =>
  items.reduce<Answered>(
    (before, item) => {
      const told = (code: number): readonly Command[] => {
        const refs = item.target === undefined ? [] : [item.target]
        return [...before.commands, statusOf(one, msgRef, code, refs)]
      }
      const come = assemble(before.pending, is, item)
      if (come.is === 'refused') return { tree: before.tree, commands: told(come.code) }
      if (come.is === 'piece') return { tree: before.tree, pending: come.pending, commands: told(status.pieceAccepted) }
      const { code, tree, found } = perform(is, come.item, before.tree)
      return { tree, commands: [...told(code), ...(found ? resultsOf(one, found, { msgRef, most }) : [])] }
    },
    { ...held, commands: [] },
  )

/** What a message holds beside its data, at most. */
const roomBytes = 512
const leastPiece = 128

/** What the server does not take at once comes in pieces, each in a command of its own. */
const resultsOf = ({ id }: Numbered, found: Item, { msgRef, most }: Numbers): readonly Command[] =>
  inPieces(found, Math.max(leastPiece, most - roomBytes - (found.source ?? '').length)).map((item) => ({
    is: 'Results',
    msgRef,
    cmdRef: id,
    items: [item],
  }))

const statusOf = ({ id, command }: Numbered, msgRef: string, code: number, targetRefs: readonly string[]): Status => ({
  is: 'Status',
  msgRef,
  cmdRef: id,
  cmd: nameOf(command),
  targetRefs,
  sourceRefs: [],
  code,
})
