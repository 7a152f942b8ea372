import { type Pattern, parsePattern } from './pattern'

/** What takes a character and goes on, what only goes on to others, and the end. */
type State = { readonly is: RegExp; readonly next: number } | { goOn: readonly number[] } | 'end'

/** Whether the pattern matches the whole text. Every character is looked at once for every state (K. Thompson, 1968). */
export function isMatch(text: string, pattern: string): boolean {
  const states = statesOf(parsePattern(pattern))
  let here = reached(states, [states.length - 1])
  for (const character of text) {
    if (here.size === 0) return false
    here = reached(states, takenBy(states, here, character))
  }
  return here.has(0)
}

function takenBy(states: readonly State[], here: ReadonlySet<number>, character: string): readonly number[] {
  return Array.from(here, (at) => states[at]).flatMap((state) =>
    state !== undefined && state !== 'end' && 'is' in state && state.is.test(character) ? [state.next] : [],
  )
}

/** These states and all they go on to without a character. */
function reached(states: readonly State[], from: readonly number[]): ReadonlySet<number> {
  const seen = new Set(from)
  // A set hands out what is added while it is walked.
  for (const at of seen) {
    const state = states[at]
    if (state !== undefined && state !== 'end' && 'goOn' in state) for (const next of state.goOn) seen.add(next)
  }
  return seen
}

/** The end is first, the beginning last. */
function statesOf(pattern: Pattern): readonly State[] {
  const states: State[] = ['end']
  const add = (state: State): number => states.push(state) - 1
  add({ goOn: [build(pattern, 0, add)] })
  return states
}

/** Adds what matches the pattern and then goes on to `next`; answers where it begins. */
function build(pattern: Pattern, next: number, add: (state: State) => number): number {
  switch (pattern.kind) {
    case 'one':
      return add({ is: pattern.is, next })
    case 'all':
      return pattern.of.reduceRight((after, part) => build(part, after, add), next)
    case 'any':
      return add({ goOn: pattern.of.map((part) => build(part, next, add)) })
    case 'repeat':
      return buildRepeat(pattern, next, add)
  }
}

function buildRepeat(
  { of, least, most }: Extract<Pattern, { kind: 'repeat' }>,
  next: number,
  add: (state: State) => number,
): number {
  const times = (count: number, after: number, each: (at: number) => number): number =>
    Array.from({ length: count }).reduce((at: number) => each(at), after)
  if (Number.isFinite(most)) {
    const optional = times(most - least, next, (after) => add({ goOn: [build(of, after, add), next] }))
    return times(least, optional, (after) => build(of, after, add))
  }
  const loop = { goOn: [next] as readonly number[] }
  const at = add(loop)
  loop.goOn = [build(of, at, add), next]
  return times(least, at, (after) => build(of, after, add))
}
