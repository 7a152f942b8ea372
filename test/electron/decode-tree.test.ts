import { expect, test } from 'vitest'
import { messageDecode } from '../../electron/cli/decode'

const vector = new URL('../vectors/tnds-dmacc.hex', import.meta.url).pathname

test('decode shows a tree alone, its secrets not, and says that a device would not take it so', async () => {
  const [printed, said]: [string[], string[]] = [[], []]
  const io = {
    home: '',
    isJson: false,
    out: () => undefined,
    print: (text: string | Uint8Array) => void printed.push(String(text)),
    say: (line: string) => void said.push(line),
    answer: (line: string) => void said.push(line),
    signal: new AbortController().signal,
  }
  expect(await messageDecode.run({ values: {}, positionals: [vector] }, io)).toBe(0)
  expect(printed.join('')).toContain('<NodeName>ExampleDM</NodeName>')
  expect(printed.join('')).not.toContain('clientsecret')
  expect(said.join('\n')).toMatch(/A device would not take it\. .*it is a management tree alone/)
})
