import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench, type TestBench } from '../support/command-line'

const bin = join(import.meta.dirname, '..', '..', 'build', 'bootstation.mjs')
const device = 'imei:490154203237518'
let bench: TestBench
beforeAll(async () => {
  bench = await openBench(1)
})
afterAll(() => bench.close())

/** A write with a key that is typed at a terminal when it is asked for, and something that was typed before. */
async function typed(ahead: string, key: string) {
  const words = ['card', 'write', '--reader', '1', '--template', bench.template, '--device', device, '--adm-prompt']
  const line = [process.execPath, bin, ...words].map((word) => `'${word}'`).join(' ')
  const child = spawn('script', ['-qec', line, '/dev/null'], { env: { ...process.env, BOOTSTATION_HOME: bench.home } })
  const shown: Buffer[] = []
  child.stdin.write(ahead)
  child.stdout.on('data', (part: Buffer) => {
    shown.push(part)
    if (part.includes('Card key')) child.stdin.write(`${key}\r`)
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  return { code, text: Buffer.concat(shown).toString() }
}

test('a card key is asked for once its tries are known, and what was typed before is no answer', async () => {
  const { code, text } = await typed('ascii:NOT-THIS\r', readFileSync(bench.adm, 'utf8').trim())
  expect(text).toMatch(/Card •••• \d{4} \d{3} in .*: 3 tries left\./)
  expect(code).toBe(0)
})

test('no key is asked for where the card may not be shown one', async () => {
  await bench.run('bench', 'card', '--reader', '1', 'swap', '--kind', 'two-tries')
  const { code, text } = await typed('', 'ascii:NOT-THIS')
  expect(text).not.toContain('Card key')
  expect(code).toBe(1)
})
