import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElectronApplication, test } from '@playwright/test'
import jsQr from 'jsqr'

/** What another program reads in a picture. */
export async function qrIn(app: ElectronApplication, png: Buffer): Promise<string | undefined> {
  const { width, height, bitmap } = await app.evaluate(({ nativeImage }, base64) => {
    const image = nativeImage.createFromBuffer(Buffer.from(base64, 'base64'))
    return { ...image.getSize(), bitmap: image.toBitmap().toString('base64') }
  }, png.toString('base64'))
  return jsQr(Uint8ClampedArray.from(Buffer.from(bitmap, 'base64')), width, height)?.data
}

/** Whether this computer has what reads paper; where it has not, the test says so. */
export function readsPaper(...programs: readonly string[]): boolean {
  const missing = programs.filter((program) => spawnSync(program, ['--version']).error !== undefined)
  if (missing.length > 0)
    test.info().annotations.push({ type: 'skip', description: `no ${missing.join(', no ')} here` })
  return missing.length === 0
}

/** The receipt that was saved, its words and its one page as a picture; undefined where nothing here reads a PDF. */
export function savedPdf(path: string): { readonly words: string; readonly png: Buffer } | undefined {
  if (!readsPaper('pdftotext', 'pdftoppm')) return undefined
  const out = join(mkdtempSync(join(tmpdir(), 'bootstation-receipt-')), 'page')
  const words = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
  execFileSync('pdftoppm', ['-png', '-r', '300', '-singlefile', path, out])
  return { words, png: readFileSync(`${out}.png`) }
}

export const keptPicture = (png: Buffer, name: string) => writeFile(join('test-results', `${name}.png`), png)
