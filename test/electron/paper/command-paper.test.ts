import { expect, test } from 'vitest'
import { commandPaper } from '../../../electron/paper/command-paper'
import { documentOf } from '../../../electron/paper/paper-document'
import { sheetCommands } from '../../../shared/command-sheet'
import { barcodeOf } from '../../../shared/identity/command'
import { languages, textOf } from '../../../shared/text/languages'

test('the sheet has every command with its words and its barcode, in each language, and nothing from elsewhere', async () => {
  for (const language of Object.keys(languages)) {
    const text = textOf(language)
    const sheet = documentOf(await commandPaper(text))
    expect(sheet).toContain(`lang="${language}"`)
    for (const command of sheetCommands) expect(sheet).toContain(`<b>${text.scan.command(command)}</b>`)
    expect([...sheet.matchAll(/<small dir="ltr">(.*?)<\/small>/g)].map(([, code]) => code)).toEqual(
      sheetCommands.map(barcodeOf),
    )
    expect(sheet.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/<script|https?:|url\(|style="/)
  }
  expect(documentOf(await commandPaper(textOf('ar')))).toContain('dir="rtl"')
})

test('a command that would be read as another, or as none, is not on the sheet', () => {
  const codes = sheetCommands.map(barcodeOf)
  expect(new Set(codes).size).toBe(codes.length)
  expect(codes).toContain('BST/START/18')
})
