import { describe, expect, test, vi } from 'vitest'
import { isWrapper, linksOf, type Processes, watchParent } from '../../../electron/bench/watch-parent'

/** pid → its parent and command line; `self` is 10. */
function processes(table: Record<number, [parent: number, commandLine: string]>): Processes & { table: typeof table } {
  return {
    table,
    self: 10,
    parentOf: (pid) => table[pid]?.[0],
    startOf: (pid) => (table[pid] ? `start of ${pid}` : undefined),
    commandLineOf: (pid) => table[pid]?.[1] ?? '',
  }
}

describe('what stands between a bench and whoever started it', () => {
  test.for([
    ['npm exec bootstation bench', true],
    ['npm start', true],
    ['node\0/usr/lib/node_modules/npm/bin/npx-cli.js\0bootstation', true],
    ['sh\0-c\0bootstation bench', true],
    ['/bin/bash\0-lc\0npm start', true],
    ['/bin/bash', false],
    ['-bash', false],
    ['bash\0./run.sh', false],
    ['node\0/opt/station/build/start.mjs', false],
    ['python3\0-c\0print(1)', false],
    ['', false],
  ] as const)('%j stands between: %s', ([commandLine, stands]) => expect(isWrapper(commandLine)).toBe(stands))

  test('each wrapper is a link, up to the first that is none', () => {
    const chain = processes({
      10: [9, 'node'],
      9: [8, 'sh\0-c\0bench'],
      8: [7, 'npm exec bench'],
      7: [6, '/bin/bash'],
      6: [1, 'tmux'],
    })
    expect(linksOf(chain).map(({ pid, parent }) => [pid, parent])).toEqual([
      [10, 9],
      [9, 8],
      [8, 7],
    ])
  })
  test('nobody is watched above what was left alone at the start', () => {
    expect(linksOf(processes({ 10: [1, 'node'] }))).toEqual([])
    expect(linksOf(processes({ 10: [9, 'node'], 9: [1, 'npm start'] }))).toHaveLength(1)
  })
})

describe('watching', () => {
  const chain = () => processes({ 10: [9, 'node'], 9: [8, 'sh\0-c\0bench'], 8: [1, 'a test'] })
  const watched = (change: (table: ReturnType<typeof chain>['table']) => void) => {
    vi.useFakeTimers()
    const gone = vi.fn()
    const all = chain()
    const stop = watchParent(gone, all)
    vi.advanceTimersByTime(1000)
    expect(gone).not.toHaveBeenCalled()
    change(all.table)
    vi.advanceTimersByTime(1000)
    stop()
    vi.useRealTimers()
    return gone.mock.calls.length
  }
  test('the parent is gone when this process is another’s child', () =>
    expect(watched((table) => (table[10] = [1, 'node']))).toBe(1))
  test('the parent is gone when the wrapper is another’s child', () =>
    expect(watched((table) => (table[9] = [1, 'sh\0-c\0bench']))).toBe(1))
  test('the parent is gone when the wrapper is', () => expect(watched((table) => delete table[9])).toBe(1))
  test('what happens to anybody else does not matter', () =>
    expect(watched((table) => (table[8] = [5, 'a test']))).toBe(0))
})
