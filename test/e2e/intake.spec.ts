import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { luhnDigit } from '../../shared/identity/luhn'
import { expect, picture, test } from './app'
import { imei, scan, typeByHand } from './hands'

const root = resolve(import.meta.dirname, '..', '..')
const Ready = z.object({
  rest: z.object({ url: z.string(), tokenFile: z.string() }),
  web: z.object({ url: z.string() }),
  voice: z.object({ url: z.string() }),
})

/** The intake in a process of its own, on the bench's home. */
async function openIntake(home: string) {
  const args = ['build/bootstation.mjs', 'intake', 'serve', '--rest', '0', '--web', '0', '--voice', '0', '--json']
  const env = { ...process.env, BOOTSTATION_HOME: home }
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'ignore'] })
  const close = async (): Promise<void> => {
    child.kill('SIGTERM')
    if (child.exitCode === null) await new Promise((ended) => child.once('exit', ended))
  }
  for await (const line of createInterface({ input: child.stdout })) {
    const { rest } = Ready.parse(JSON.parse(line))
    const authorization = `Bearer ${readFileSync(rest.tokenFile, 'utf8').trim()}`
    const sell = (sales: unknown) =>
      fetch(`${rest.url}/v1/sales`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(sales),
      })
    return { sell, close }
  }
  throw new Error('the intake did not open')
}

const other = (n: number): string => {
  const body = `35693803${String(n).padStart(6, '0')}`
  return `${body}${luhnDigit(body)}`
}

test('what a till sold comes in, is registered, and a person decides the rest with a reason', async ({
  bench,
  station,
}) => {
  const intake = await openIntake(bench.home)
  try {
    await station.keyboard.press('F9')
    await expect(station.getByText('Nothing has come in yet.')).toBeVisible()

    await intake.sell([
      { reference: 'TILL-1001', imei, phone: '+49 170 1234567' },
      { reference: 'TILL-1002', imei: other(2), phone: '+49 170 2222222' },
      { reference: 'TILL-1003', imei, phone: '+49 170 7654321' },
    ])
    const one = station.getByRole('region', { name: 'One entry' })
    await expect(station.getByText('3 entries. 1 to decide.')).toBeVisible()
    await expect(station.getByRole('table')).toContainText('Registered')
    await expect(station.getByText('+491701234567')).toHaveCount(0)
    await expect(one).toContainText('The device was registered with another number')
    await expect(one).toContainText('•••• 321')
    await picture(station, 'intake')

    await station.keyboard.press('F7')
    await expect(station.getByLabel('Reason, kept with the entry')).toBeFocused()
    await station.keyboard.press('Enter')
    await typeByHand(station, 'shown the contract')
    await picture(station, 'intake-decide')
    await station.keyboard.press('Enter')
    await expect(one).toContainText('A person decided so')
    await expect(one).toContainText('shown the contract')
    await expect(one).toContainText('Registered')
    await expect(station.getByText('3 entries. Nothing to decide.')).toBeVisible()
    await picture(station, 'intake-decided')

    await scan(station, other(2))
    await expect(station.getByText('1 entry.', { exact: false })).toBeVisible()
    await expect(one).toContainText('TILL-1002')
    await station.keyboard.press('Escape')
    await station.keyboard.press('ArrowDown')
    await expect(station.getByRole('row', { name: /TILL|IMEI/ }).nth(1)).toHaveAttribute('aria-current', 'true')
  } finally {
    await intake.close()
  }
})

test('a device that another company has is shown from both sides, and a person decides', async ({ bench, station }) => {
  const [first, second] = [`imei:${other(11)}`, `imei:${other(12)}`]
  for (const device of [first, second]) {
    await bench.hand('register', '--device', device, '--template', 'training')
    await bench.hand('transfer', '--device', device, '--to', 'other-shop')
    await bench.hand('register', '--device', device, '--template', 'training').catch(() => undefined)
  }
  await station.keyboard.press('F4')
  await station.getByRole('button', { name: 'One conflict' }).click()
  const one = station.getByRole('region', { name: 'One conflict' })
  await expect(one).toContainText('another company has it')
  await expect(one).toContainText('Point of sale')
  await expect(station.getByRole('radio', { name: 'Conflicts (2)' })).toBeVisible()
  await picture(station, 'conflicts')

  await one.getByRole('button', { name: 'Set aside' }).click()
  await one.getByLabel('Reason').fill('the other shop was called')
  await picture(station, 'conflict-reason')
  await station.keyboard.press('Enter')
  await expect(one).toContainText('A person set it aside')
  await expect(one).toContainText(`${userInfo().username},`)
  await expect(one).toContainText('the other shop was called')
  await expect(station.getByRole('radio', { name: 'Conflicts (1)' })).toBeVisible()
  const decide = async (key: string, reason: string): Promise<void> => {
    await station.keyboard.press(key)
    await one.getByLabel('Reason').fill(reason)
    await station.keyboard.press('Enter')
  }
  await decide('F7', 'they say it is ours')
  await expect(one).toContainText('A person asked again.')
  await expect(station.getByRole('radio', { name: 'Conflicts (2)' })).toBeVisible()
  await decide('F8', 'it is theirs')
  await expect(station.getByRole('table').getByRole('row')).toHaveCount(2)
  await decide('F8', 'it is theirs')
  await expect(station.getByText('No device is in dispute.')).toBeVisible()
  await station.keyboard.press('F4')
  await expect(station.getByText('Refused', { exact: true })).toBeVisible()
})
