import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jsQr from 'jsqr'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DmServer } from '../../../electron/bench/server/server'
import { checkReceipt, publicPemOf } from '../../../electron/paper/receipt'
import { receiptKey } from '../../../electron/paper/receipt-key'
import { parseDevice } from '../../../shared/identity/device'
import type { Receipt } from '../../../shared/receipt'
import { startTestServer } from '../../support/dm-server'
import { createTestHome, openTestStation, testCard } from '../../support/station'

const device = parseDevice('imei:490154203237518')
const homes: string[] = []
const newHome = (): string => {
  const made = createTestHome()
  homes.push(made)
  return made
}
const held: { server?: DmServer } = {}
beforeAll(async () => {
  held.server = await startTestServer({ dir: join(newHome(), 'server'), now: Date.now })
})
afterAll(async () => {
  await held.server?.close()
  for (const made of homes) rmSync(made, { recursive: true })
})

/** A card that was written at a station, and the receipt of it. */
async function handedOut(home: string): Promise<Receipt> {
  const { station, ask, until } = openTestStation({
    home,
    cards: { 'Reader 1': testCard() },
    ...(held.server && { server: held.server }),
  })
  try {
    const job = await ask.job.start({ device, template: 'training', reader: 'Reader 1' })
    await until(job, ({ outcome }) => outcome === 'PASS')
    const receipt = await ask.receipt.get({ job })
    expect(await ask.receipt.get({ job })).toEqual(receipt)
    return receipt
  } finally {
    await station.close()
  }
}

describe('a receipt', () => {
  test('is verified with openssl alone, by the commands that README tells', async () => {
    const home = newHome()
    const { text } = await handedOut(home)
    const folder = mkdtempSync(join(tmpdir(), 'bootstation-receipt-'))
    homes.push(folder)
    writeFileSync(join(folder, 'station.pem'), publicPemOf(receiptKey(join(home, 'receipt.key'))))
    const verified = (line: string): string => {
      writeFileSync(join(folder, 'receipt.txt'), `${line}\n`)
      return execFileSync('sh', ['-c', `cd "$0" && ${commands.join(' && ')} 2>&1 || true`, folder], {
        encoding: 'utf8',
      })
    }
    expect(verified(text)).toContain('Signature Verified Successfully')
    expect(verified(text.replace(' PASS ', ' WAIT '))).toContain('Signature Verification Failure')
  })

  test('comes back from its QR code as it is, read by another program', async () => {
    const { text, qr } = await handedOut(newHome())
    expect(jsQr(pixelsOf(qr), qr.size * scale, qr.size * scale)?.data).toBe(text)
  })

  test('is refused when a letter of it is another, at every place of it', async () => {
    const home = newHome()
    const { text } = await handedOut(home)
    const pem = publicPemOf(receiptKey(join(home, 'receipt.key')))
    expect(checkReceipt(text, pem).statement).toMatchObject({ verdict: 'PASS', kind: 'write' })
    for (let at = 0; at < text.length; at++) {
      const changed = `${text.slice(0, at)}${text[at] === '0' ? '1' : '0'}${text.slice(at + 1)}`
      expect(() => checkReceipt(changed, pem), `at ${at}`).toThrow('receipt.invalid')
    }
  })

  test('of another station says so, and a key that is none is refused as such', async () => {
    const { text } = await handedOut(newHome())
    const other = publicPemOf(
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    )
    expect(() => checkReceipt(text, other)).toThrow(
      expect.objectContaining({ failure: { code: 'receipt.invalid', why: 'other-key' } }),
    )
    expect(() => checkReceipt(text, 'nothing')).toThrow('request.invalid')
  })

  test('holds neither the device nor a phone number', async () => {
    const { text } = await handedOut(newHome())
    expect(text).not.toContain('490154203237518')
  })

  test('is not to be had for a job that has proven nothing', async () => {
    const { station, ask, settled } = openTestStation({
      home: newHome(),
      cards: { 'Reader 1': testCard({ pkcs15: false }) },
    })
    const job = await ask.job.start({ device, template: 'training', reader: 'Reader 1' })
    expect((await settled(job)).outcome).toBe('FAIL')
    await expect(ask.receipt.get({ job })).rejects.toMatchObject({ data: { code: 'request.invalid' } })
    await station.close()
  })
})

describe('the key of a station', () => {
  test('is made once, is its owner’s alone, and leaves nothing else behind', () => {
    const home = newHome()
    const path = join(home, 'own', 'receipt.key')
    const made = receiptKey(path)
    expect(receiptKey(path)).toBe(made)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(home, 'own'))).toEqual(['receipt.key'])
  })
})

/** As README has them. */
const commands = [
  `cut -d ' ' -f 1-11 receipt.txt | tr -d '\\n' > statement`,
  `cut -d ' ' -f 12 receipt.txt | openssl base64 -d -A > signature`,
  'openssl pkeyutl -verify -pubin -inkey station.pem -rawin -in statement -sigfile signature',
]

const scale = 4
/** RGBA of the path that page and paper draw. */
function pixelsOf({ size, path }: Receipt['qr']): Uint8ClampedArray {
  const side = size * scale
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++)
      pixels.fill(0, (row * side + Number(x) * scale) * 4, (row * side + (Number(x) + Number(width)) * scale) * 4)
  for (let at = 3; at < pixels.length; at += 4) pixels[at] = 255
  return pixels
}
