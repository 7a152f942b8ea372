import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, picture, test } from './app'
import { reader } from './hands'

test('a card that comes or goes is seen at once, on every page', async ({ station, bench }) => {
  await expect(reader(station, 1)).toContainText('Card in')
  await bench.card(1, 'remove')
  await expect(reader(station, 1)).toContainText('Insert card')
  await station.keyboard.press('F3')
  await expect(station.getByRole('heading', { name: 'Readers' })).toBeVisible()
  await expect(station.getByText('4 readers. 3 cards in.')).toBeVisible()
  await expect(reader(station, 1)).toContainText('Insert card')
  await picture(station, 'readers')
  await bench.card(1, 'insert')
  await expect(reader(station, 1)).toContainText('Card in')
  await expect(station.getByText('4 readers. 4 cards in.')).toBeVisible()
})

test('a smart card service that ends is said plainly, and the readers come back by themselves', async ({
  station,
  bench,
}) => {
  test.skip(bench.ready.pcsc === undefined, 'there is no pcscd here')
  await expect(reader(station, 4)).toContainText('Card in')
  await station.keyboard.press('F3')
  const service = await serviceOf(bench.ready.pcsc?.socket ?? '')
  await service.end()
  await expect(station.getByText(/^The readers have not answered for \d+ s\.$/)).toBeVisible()
  await expect(station.getByText(/come back by themselves/)).toBeVisible()
  await picture(station, 'readers-service-down')
  service.startAgain()
  await expect(reader(station, 4)).toContainText('Card in', { timeout: 30_000 })
  await expect(station.getByText(/have not answered/)).toBeHidden()
  service.close()
})

/** The pcscd that serves a bench, and the way to start it again as it was: what an init system does. */
async function serviceOf(socket: string) {
  const pid = Number.parseInt(await readFile(join(dirname(socket), 'pcscd.pid'), 'utf8'), 10)
  const daemon = await zeroEnded(`/proc/${pid}/cmdline`)
  const env = Object.fromEntries(
    (await zeroEnded(`/proc/${pid}/environ`)).map((line) => line.split(/=(.*)/s).slice(0, 2)),
  )
  const asUser = process.getuid?.() === 0 ? [] : ['--user', '--preserve-credentials']
  // It sees files of its own: whoever follows it waits where it is, until it is gone.
  const where = [
    '--target',
    String(pid),
    '--mount',
    ...asUser,
    '--',
    'sh',
    '-c',
    'echo here; read go; exec "$@"',
    'sh',
    ...daemon,
  ]
  const next = spawn('nsenter', where, { env, stdio: ['pipe', 'pipe', 'ignore'] })
  await once(next.stdout, 'data')
  return {
    end: async () => {
      process.kill(pid, 'SIGKILL')
      for (const left of ['pcscd.comm', 'pcscd.pid']) await rm(join(dirname(socket), left), { force: true })
    },
    startAgain: () => next.stdin.end('go\n'),
    close: () => next.kill('SIGKILL'),
  }
}

const zeroEnded = async (path: string): Promise<readonly string[]> =>
  (await readFile(path, 'utf8')).split('\0').slice(0, -1)
