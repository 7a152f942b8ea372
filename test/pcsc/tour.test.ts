import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openBench, runIn } from '../support/command-line'

const cards = ['absent', 'empty', 'torn', 'good'] as const
const ways = ['factory', 'smartcard', 'push over TLS', 'push by SMS', 'own request']

test('the tour takes every way and every source to a managed device, in less than a minute', async () => {
  const home = mkdtempSync(join(tmpdir(), 'bootstation-tour-test-'))
  try {
    const began = performance.now()
    const { code, objects, stderr } = await runIn(home, 'bench', 'tour')
    expect([code, objects.at(-1)]).toMatchObject([0, { outcome: 'PASS', wrong: 0 }])
    const devices = objects.filter(({ way }) => way !== undefined)
    expect(devices.map(({ state }) => state)).toEqual(devices.map(() => 'managed'))
    expect(new Set(devices.map(({ device }) => device)).size).toBe(devices.length)
    expect([...new Set(devices.map(({ way }) => way))].sort()).toEqual([...ways].sort())
    const sources = devices.filter(({ way }) => way === 'push by SMS').map(({ source }) => source)
    expect(sources).toEqual(['pos', 'web', 'network', 'dtmf'])
    const table = objects.filter(({ card }) => card !== undefined)
    expect(table.map(({ card, factory, server, takes }) => [card, factory, server, takes])).toEqual(
      cards.flatMap((card) =>
        [false, true].flatMap((factory) =>
          [false, true].map((server) => [card, factory, server, wayOf(card, factory, server)]),
        ),
      ),
    )
    const refused = objects.filter((object) => typeof object.refused === 'string')
    expect([...new Set(refused.map(({ refused }) => refused))].sort()).toEqual([...ways].sort())
    for (const line of refused)
      expect(line).toMatchObject({ accounts: 0, sessions: 0, why: expect.stringMatching(/./) })
    expect(objects).toContainEqual({ removed: 'card', accountsBefore: 1, accounts: 0 })
    expect(stderr).toContain('The tour ends: 8 devices managed')
    expect(performance.now() - began).toBeLessThan(60_000)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
})

const wayOf = (card: (typeof cards)[number], factory: boolean, server: boolean): string => {
  if (card === 'good') return 'smartcard'
  if (factory) return 'factory'
  return server ? 'server' : 'none'
}

test('a hundred devices and the tour come to a bench that is open, where they can be watched', async () => {
  const bench = await openBench(2)
  try {
    const crowd = await bench.run('bench', 'devices', '--count', '100')
    expect([crowd.code, crowd.objects]).toMatchObject([0, [{ outcome: 'PASS', count: 100, met: 100, managed: 100 }]])
    const tour = await bench.run('bench', 'tour')
    expect(tour.code).toBe(0)
    const page = await (await fetch(String(tour.objects.at(-1)?.arrivals))).text()
    expect(page).toMatch(/<b>1\d\d<\/b> Managed/)
  } finally {
    await bench.close()
  }
})

test.for(['0', '10001', 'many'])('%s devices are wrong usage', async (count) => {
  expect((await runIn(tmpdir(), 'bench', 'devices', '--count', count)).code).toBe(2)
})
