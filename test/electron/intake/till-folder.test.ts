import {
  appendFileSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTillFolder } from '../../../electron/intake/till-folder'
import { watchFolder } from '../../../electron/intake/watch-folder'
import { freshDir, imei, openInbox } from './support'

const head = 'reference,imei,phone\n'
const row = `A-1,${imei},+491701234567\n`

function open(given: unknown = undefined) {
  const opened = openInbox(given)
  const dir = join(opened.dir, 'till')
  const folder = createTillFolder(dir, opened)
  const put = (name: string, content: string | Uint8Array) => writeFileSync(join(dir, name), content)
  const twice = async () => {
    await folder.look()
    await folder.look()
  }
  const often = async () => {
    for (let times = 0; times < 10; times++) await folder.look()
  }
  const read = (path: string) => readFileSync(join(dir, path), 'utf8')
  const listed = (of: string) => readdirSync(join(dir, of)).sort()
  return { ...opened, dir, folder, put, twice, often, read, listed }
}

describe('a file of the till', () => {
  test.for([
    ['sales.csv', `${head}${row}`],
    ['sales.CSV', `\uFEFF${head.replaceAll(',', ';')}${row.replaceAll(',', ';')}`],
    ['sales.json', JSON.stringify([{ reference: 'A-1', imei, phone: '+491701234567' }])],
    ['sales.ndjson', `${JSON.stringify({ reference: 'A-1', imei })}\n`],
  ] as const)('%s is taken and lies in done', async ([name, content]) => {
    const { put, twice, listed, all } = open()
    put(name, content)
    await twice()
    expect(all()).toMatchObject([{ reference: 'A-1', evidence: 'till-file', device: `imei:${imei}` }])
    expect([listed('done'), listed('refused')]).toEqual([[name], []])
  })
  test('is taken when it is whole: not while it grows, not under a name that says it is not ready', async () => {
    const { put, folder, twice, dir, all } = open()
    put('a.csv', head)
    await folder.look()
    appendFileSync(join(dir, 'a.csv'), row)
    await folder.look()
    expect(all()).toEqual([])
    put('b.csv.part', `${head}B-1,${imei},\n`)
    await twice()
    expect(all().map(({ reference }) => reference)).toEqual(['A-1'])
    renameSync(join(dir, 'b.csv.part'), join(dir, 'b.csv'))
    await twice()
    expect(all()).toHaveLength(2)
  })
  test.for([
    ['a.csv', `${head}A-1,4901542`, `03237518,\n`],
    ['a.ndjson', `{"reference":"A-1",`, `"imei":"${imei}"}\n`],
    ['a.json', `[{"reference":"A-1","imei":"${imei}"}`, `]`],
    ['empty.csv', '', `${head}A-1,${imei},`],
  ] as const)('%s is waited for while whoever writes it rests in the middle', async ([name, begin, rest]) => {
    const { put, folder, twice, often, dir, all, listed } = open()
    put(name, begin)
    for (let times = 0; times < 9; times++) await folder.look()
    expect(readdirSync(dir)).toContain(name)
    appendFileSync(join(dir, name), rest)
    await (/[\n\]]$/.test(rest) ? twice() : often())
    expect(all()).toMatchObject([{ reference: 'A-1', device: `imei:${imei}` }])
    expect(listed('refused')).toEqual([])
  })
  test('put in again does no harm, and nothing in done is lost', async () => {
    const { put, twice, listed, all } = open()
    for (let times = 0; times < 2; times++) {
      put('a.csv', `${head}${row}`)
      await twice()
    }
    expect(all()).toMatchObject([{ count: 2 }])
    expect(listed('done')).toEqual(['a.csv', 'a.csv.2'])
  })
  test('with bad rows is refused by their lines, and its good rows are taken', async () => {
    const { put, twice, read, listed, all } = open()
    put('a.csv', `${head}${row}A-2,123,\n\nA-1,${imei},+491707654321\n,${imei},\n`)
    await twice()
    expect(all().map(({ reference }) => reference)).toEqual(['A-1'])
    expect(listed('refused')).toEqual(['a.csv', 'a.csv.reason.txt'])
    expect(read('refused/a.csv.reason.txt').split('\n')).toEqual([
      'line 3: imei: an IMEI has 15 digits',
      'line 5: reference: was another sale before',
      expect.stringMatching(/^line 6: reference: /),
      '',
    ])
  })
})

describe('the name of a file', () => {
  test('may be as long as there can be one: its reason gets a shorter', async () => {
    const { put, twice, listed } = open()
    const name = `${'ä'.repeat(125)}.csv`
    put(name, `${head}A-2,123,\n`)
    await twice()
    expect(listed('refused')).toContain(name)
    expect(listed('refused').filter((one) => one.endsWith('.reason.txt'))).toHaveLength(1)
  })
  test('that is not UTF-8 is written in UTF-8, and the file is taken', async () => {
    const { dir, twice, listed, all } = open()
    writeFileSync(Buffer.concat([Buffer.from(`${dir}/`), Buffer.from('verkäufe.csv', 'latin1')]), `${head}${row}`)
    await twice()
    expect([all().length, listed('done')]).toEqual([1, ['verkäufe.csv']])
  })
  test('with a line break makes one line of the log', async () => {
    const { put, twice, said } = open()
    put('a\nintake: b.csv', `${head}${row}`)
    await twice()
    expect(said).toEqual(['intake: a\\u{a}intake: b.csv was taken'])
  })
  test('and its trouble are told once, and the others of the turn are taken', async () => {
    const { dir, inbox, rules, now, log, said } = openInbox()
    const takeAll: typeof inbox.takeAll = (sales) => {
      if (sales.some(({ reference }) => reference === 'bad')) throw new TypeError('a bug')
      return inbox.takeAll(sales)
    }
    const folder = createTillFolder(join(dir, 'till'), { inbox: { takeAll }, rules, now, log })
    writeFileSync(join(dir, 'till', 'a.csv'), `${head}bad,${imei},\n`)
    writeFileSync(join(dir, 'till', 'b.csv'), `${head}${row}`)
    for (let times = 0; times < 4; times++) await folder.look()
    expect(readdirSync(join(dir, 'till')).sort()).toEqual(['a.csv', 'done', 'refused'])
    expect(said).toEqual([
      expect.stringMatching(/^intake: a.csv: not taken: a fault of ours, TypeError at /),
      'intake: b.csv was taken',
    ])
  })
})

describe('a hostile file is refused with its reason', () => {
  const utf16 = Uint8Array.from(Buffer.from(`\uFEFF${head}${row}`, 'utf16le'))
  test.for([
    ['wrong encoding', 'a.csv', utf16, 'not UTF-8'],
    ['Latin-1', 'a.csv', Uint8Array.from([...Buffer.from(head), 0xe4, 0x0a]), 'not UTF-8'],
    ['NUL bytes', 'a.csv', `${head}\0\0`, 'it is not text'],
    ['no JSON', 'a.json', '[{', 'it is not JSON'],
    ['an open quote', 'a.csv', `${head}"A-1`, 'a quote does not end'],
    ['nothing in it', 'a.csv', '', 'there is no sale in it'],
    ['a column twice', 'a.csv', `imei,${head}${imei},${row}`, 'the column imei is there twice'],
    ['only a head', 'a.csv', head, 'there is no sale in it'],
    ['another kind of file', 'a.exe', 'MZ', 'a file ends in one of'],
  ] as const)('%s', async ([, name, content, reason]) => {
    const { put, often, read, all } = open()
    put(name, content)
    await often()
    expect(read(`refused/${name}.reason.txt`)).toContain(reason)
    expect(all()).toEqual([])
  })
  test('two gigabytes, without reading them', async () => {
    const { dir, twice, read } = open()
    const file = openSync(join(dir, 'big.csv'), 'w')
    ftruncateSync(file, 2 ** 31)
    closeSync(file)
    const before = process.memoryUsage().rss
    await twice()
    expect(read('refused/big.csv.reason.txt')).toContain('longer than')
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })
  test('a link to elsewhere', async () => {
    const { dir, twice, read, all } = open()
    const elsewhere = join(freshDir(), 'a.csv')
    writeFileSync(elsewhere, `${head}${row}`)
    symlinkSync(elsewhere, join(dir, 'a.csv'))
    await twice()
    expect(read('refused/a.csv.reason.txt')).toContain('cannot be opened (ELOOP)')
    expect(all()).toEqual([])
  })
  test('a folder is left alone', async () => {
    const { dir, twice, listed } = open()
    mkdirSync(join(dir, 'a.csv'))
    await twice()
    expect(listed('refused')).toEqual([])
  })
})

test('a file of many rows is taken in parts, and others have their turns between them', async () => {
  const { put, inbox, rules, now, log, dir } = open()
  const parts: number[] = []
  const takeAll: typeof inbox.takeAll = (arrivals) => {
    parts.push(arrivals.length)
    return arrivals.map(() => ({ is: 'late' }))
  }
  const counted = createTillFolder(dir, { inbox: { takeAll }, rules, now, log })
  const rows = Array.from({ length: 1100 }, (_, at) => JSON.stringify({ reference: `R-${at}`, imei }))
  put('many.json', `[${rows.join()}]`)
  let turns = 0
  const others = setInterval(() => turns++, 0)
  await counted.look()
  await counted.look()
  clearInterval(others)
  expect(parts).toEqual([250, 250, 250, 250, 100])
  expect(turns).toBeGreaterThan(0)
})

test('a bug in one look ends neither the station nor the next look, and is told without words of its own', async () => {
  const said: string[] = []
  const looked = { times: 0 }
  const stop = watchFolder(
    {
      look: async () => {
        looked.times++
        throw new TypeError('imei 490154203237518')
      },
    },
    1,
    (line) => said.push(line),
  )
  await expect.poll(() => looked.times).toBeGreaterThan(1)
  await stop()
  expect(said[0]).toMatch(/^intake: a folder could not be looked at: a fault of ours, TypeError at /)
  expect(said.join()).not.toContain('490154203237518')
})

test('any bytes are taken or refused, and the folder is empty afterwards', async () => {
  const { put, often, dir } = open()
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.stringMatching(/^[a",;\n\d{}[\]:]{0,80}$/).map((text) => new TextEncoder().encode(text)),
  )
  await fc.assert(
    fc.asyncProperty(noise, fc.constantFrom('n.csv', 'n.json', 'n.ndjson'), async (bytes, name) => {
      put(name, bytes)
      await often()
      expect(readdirSync(dir).sort()).toEqual(['done', 'refused'])
    }),
    { numRuns: 60 },
  )
})
