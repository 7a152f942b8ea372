import { areEqual } from '../../../shared/bytes'
import type { Command } from './command'
import type { CardState, Key, On } from './state'
import { type Answer, answer, done, sw } from './status-word'

/** ETSI TS 102 221, 11.1.9: shows a key, or with no body asks how it stands without spending a try. */
export function verify({ state }: On, { p1, p2, data }: Command): Answer {
  if (p1 !== 0) return answer(sw.wrongP1P2)
  const key = state.keys.find(({ reference }) => reference === p2)
  if (!key) return answer(sw.keyNotFound)
  if (data.length === 0) return standingOf(state, key)
  if (data.length !== key.value.length) return answer(sw.wrongLength)
  if (key.triesLeft === 0) return answer(sw.blocked)
  if (!key.isEnabled) return answer(sw.notUsable)
  return areEqual(data, key.value) ? accept(state, key) : refuse(state, key)
}

function standingOf({ verified }: CardState, key: Key): Answer {
  if (key.triesLeft === 0) return answer(sw.blocked)
  if (!key.isEnabled || verified.has(key.reference)) return done()
  return answer(sw.triesLeft + key.triesLeft)
}

function accept({ verified }: CardState, key: Key): Answer {
  key.triesLeft = key.maxTries
  verified.add(key.reference)
  return done()
}

function refuse({ verified }: CardState, key: Key): Answer {
  key.triesLeft--
  verified.delete(key.reference)
  return answer(sw.triesLeft + key.triesLeft)
}
