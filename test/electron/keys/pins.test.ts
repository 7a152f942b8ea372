import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { askPersonOf } from '../../../electron/cli/key-source'
import { pinsIn } from '../../../electron/keys/pin-file'
import { createCardPins } from '../../../electron/keys/pins'
import { hex } from '../../../shared/bytes'
import { failureOf } from '../../support/failure'

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
  const about = (reader: string) => ({ reader, iccid, triesLeft: 3 })
  const [one, two] = [ask('card-pin', about('R1')), ask('card-pin', about('R2'))]
  await expect.poll(() => asked.length).toBe(1)
  type('1234')
  await expect.poll(() => asked.length).toBe(2)
  type('5678')
  const told = [await one, await two].map((pin) => pin && hex(pin.reveal()))
  expect(told).toEqual(['31323334FFFFFFFF', '35363738FFFFFFFF'])
  expect(asked).toEqual([expect.stringContaining('in R1'), expect.stringContaining('in R2')])
})

const iccid = '8988211000000430010'
const put = (name: string, content: string): string => {
  const path = join(dir, name)
  writeFileSync(path, content, { mode: 0o600 })
  return path
}

const files: readonly (readonly [what: string, content: string, pin: string | undefined])[] = [
  ['one line', '1234\n', '31323334FFFFFFFF'],
  ['one line with a mark of its encoding', '\uFEFF12345678\r\n', '3132333435363738'],
  ['a row of its card', `ICCID,PIN\n8988211000000430028,9999\n${iccid},1234\n`, '31323334FFFFFFFF'],
  ['a row without its check digit', `iccid;pin1;puk1\n${iccid.slice(0, -1)};1234;12345678\n`, '31323334FFFFFFFF'],
  ['a key file with a column of PINs', `"ICCID","ADM1","PIN1"\n${iccid},11112222,0000\n`, '30303030FFFFFFFF'],
  ['rows of other cards only', 'ICCID,PIN\n8988211000000430028,9999\n', undefined],
  ['a row without a PIN', `ICCID,PIN\n${iccid},\n`, undefined],
]
test.for(files)('a file with %s tells the PIN of a card', async ([, content, pin]) => {
  const told = await pinsIn(put('pins', content))(iccid)
  expect(told && hex(told.reveal())).toBe(pin)
})

test.for([
  '12a4\n',
  '123\n',
  '1234\n5678\n',
  `ICCID,PIN\n${iccid},12a4\n`,
  `ICCID,PIN\n${iccid},1234\n${iccid},5678\n`,
])('a file with %j tells none, and nothing of what is in it', async (content) => {
  const failure = await failureOf(pinsIn(put('bad', content))(iccid))
  expect(failure.code).toMatch(/^(request\.invalid|key\.unusable)$/)
  expect(JSON.stringify(failure)).not.toMatch(/12a4|1234|5678/)
})

test('a file of PINs that others can read is refused', async () => {
  const path = put('open', '1234\n')
  chmodSync(path, 0o644)
  expect(await failureOf(pinsIn(path)(iccid))).toMatchObject({ reason: expect.stringContaining('chmod 600') })
})

test('a PIN for a job that is never ordered is forgotten after ten minutes, and a newer one is not', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { givePin, pinOf } = createCardPins({ ask: undefined, file: undefined })
  const told = async () => (await pinOf({ reader: 'R1', iccid, atrHex: '' }, 3))?.value.reveal()
  givePin(iccid, '1234')
  vi.advanceTimersByTime(9 * 60_000)
  givePin(iccid, '5678')
  vi.advanceTimersByTime(9 * 60_000)
  expect(hex((await told()) ?? new Uint8Array())).toBe('35363738FFFFFFFF')
  vi.advanceTimersByTime(60_000)
  expect(await told()).toBeUndefined()
})
