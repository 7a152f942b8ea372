import { areEqual } from '../../../shared/bytes'
import type { Command } from './command'
import { type Key, keyAt } from './keys'
import type { CardState, On } from './state'
import { type Answer, answer, done, sw } from './status-word'

/** ETSI TS 102 221, 11.1.9: shows a key, or with no body asks how it stands without spending a try. */
export const verify = (on: On, command: Command): Answer =>
  withKey(on, command, (key) => {
    const { state } = on
    const { data } = command
    if (data.length === 0) return standingOf(state, key)
    if (data.length !== key.value.length) return answer(sw.wrongLength)
    return key.isEnabled || key.triesLeft === 0 ? tried(state, key, data) : answer(sw.notUsable)
  })

/** 11.1.10: the old value, then the new one. */
export const change = (on: On, command: Command): Answer =>
  withKey(on, command, (key) => {
    const { data } = command
    if (data.length !== 2 * key.value.length) return answer(sw.wrongLength)
    if (!key.isEnabled) return answer(sw.notUsable)
    const shown = tried(on.state, key, data.subarray(0, key.value.length))
    if (shown.sw === sw.done) key.value = data.slice(key.value.length)
    return shown
  })

/** 11.1.11 and 11.1.12: from now on the PIN is asked for, or it is not. It has to be shown to change that. */
export const enable = (on: On, command: Command): Answer => switched(on, command, true)
export const disable = (on: On, command: Command): Answer => switched(on, command, false)

const switched = (on: On, command: Command, isEnabled: boolean): Answer =>
  withKey(on, command, (key) => {
    if (!key.unblock) return answer(sw.keyNotFound)
    if (command.data.length !== key.value.length) return answer(sw.wrongLength)
    if (key.isEnabled === isEnabled) return answer(sw.conditionsNotMet)
    const shown = tried(on.state, key, command.data)
    if (shown.sw === sw.done) key.isEnabled = isEnabled
    return shown
  })

/** 11.1.13: the unblocking code and a new value give the tries back; with no body it asks how that code stands. */
export const unblock = (on: On, command: Command): Answer =>
  withKey(on, command, (key) => {
    const { data } = command
    const { unblock } = key
    if (!unblock) return answer(sw.keyNotFound)
    if (unblock.triesLeft === 0) return answer(sw.blocked)
    if (data.length === 0) return answer(sw.triesLeft + unblock.triesLeft)
    if (data.length !== 16) return answer(sw.wrongLength)
    if (!areEqual(data.subarray(0, 8), unblock.value)) return answer(sw.triesLeft + --unblock.triesLeft)
    unblock.triesLeft = unblock.maxTries
    key.value = data.slice(8)
    return accept(on.state, key)
  })

function withKey({ state, channel }: On, { p1, p2 }: Command, work: (key: Key) => Answer): Answer {
  if (p1 !== 0) return answer(sw.wrongP1P2)
  const key = keyAt(state, channel.directory, p2)
  return key ? work(key) : answer(sw.keyNotFound)
}

function standingOf({ verified }: CardState, key: Key): Answer {
  if (key.triesLeft === 0) return answer(sw.blocked)
  if (!key.isEnabled || verified.has(key.mark)) return done()
  return answer(sw.triesLeft + key.triesLeft)
}

function tried(state: CardState, key: Key, value: Uint8Array): Answer {
  if (key.triesLeft === 0) return answer(sw.blocked)
  return areEqual(value, key.value) ? accept(state, key) : refuse(state, key)
}

function accept({ verified }: CardState, key: Key): Answer {
  key.triesLeft = key.maxTries
  verified.add(key.mark)
  return done()
}

function refuse({ verified }: CardState, key: Key): Answer {
  key.triesLeft--
  verified.delete(key.mark)
  return answer(sw.triesLeft + key.triesLeft)
}
