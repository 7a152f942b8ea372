import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { askPersonOf } from '../../../electron/cli/key-source'
import { readCardPin } from '../../../electron/keys/pins'
import { hex } from '../../../shared/bytes'
import { failureIn } from '../../support/failure'

const dir = mkdtempSync(join(tmpdir(), 'bootstation-pins-'))
afterAll(() => rmSync(dir, { recursive: true }))

/** A terminal to type at. */
function terminal() {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input })
  const asked: string[] = []
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    if (String(text).includes('PIN')) asked.push(String(text))
    return true
  })
  onTestFinished(() => spy.mockRestore())
  return { input: input as unknown as NodeJS.ReadStream, asked, type: (text: string) => input.write(`${text}\r`) }
}

test('the PINs of two cards are asked for one after the other, each with its card: one line answers one question', async () => {
  const { input, asked, type } = terminal()
  const ask = askPersonOf({ 'pin-prompt': true }, input)
  const about = (reader: string) => ({ reader, iccid: '8988211000000430010', triesLeft: 3 })
  const [one, two] = [ask('card-pin', about('R1')), ask('card-pin', about('R2'))]
  await expect.poll(() => asked.length).toBe(1)
  type('1234')
  await expect.poll(() => asked.length).toBe(2)
  type('5678')
  const told = [await one, await two].map((pin) => pin && hex(pin.reveal()))
  expect(told).toEqual(['31323334FFFFFFFF', '35363738FFFFFFFF'])
  expect(asked).toEqual([expect.stringContaining('in R1'), expect.stringContaining('in R2')])
})

test('a PIN is read from a file that is its owner’s alone', () => {
  const path = join(dir, 'pin.txt')
  writeFileSync(path, '1234\n', { mode: 0o600 })
  expect(hex(readCardPin(path).reveal())).toBe('31323334FFFFFFFF')
  chmodSync(path, 0o644)
  expect(failureIn(() => readCardPin(path))).toMatchObject({ reason: expect.stringContaining('chmod 600') })
})
