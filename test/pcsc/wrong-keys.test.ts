import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBench, type TestBench } from '../support/command-line'

const readers = 6
let bench: TestBench
beforeAll(async () => {
  bench = await openBench(readers)
})
afterAll(() => bench.close())

test('six programs of one home that try wrong keys at the same time spend two tries together', async () => {
  const wrong = join(bench.home, 'wrong.txt')
  writeFileSync(wrong, 'ascii:NOT-THIS\n', { mode: 0o600 })
  const ran = await Promise.all(
    bench.readers.map((reader) => {
      const at = ['--reader', reader, '--template', bench.template, '--device', 'imei:490154203237518']
      return bench.run('card', 'write', ...at, '--adm-file', wrong)
    }),
  )
  const ended = ran.map(({ objects }) => /"code":"(key\.stopped|card\.key-refused)"/.exec(JSON.stringify(objects))?.[1])
  expect(ended.filter((code) => code === 'card.key-refused')).toHaveLength(2)
  expect(ended.filter((code) => code === 'key.stopped')).toHaveLength(readers - 2)

  const [masked] = (await bench.run('keys', 'list')).objects
  expect(masked?.cards).toEqual([expect.stringMatching(/^•+\d{4}$/), expect.stringMatching(/^•+\d{4}$/)])
  expect(await bench.run('keys', 'list', '--reveal')).toMatchObject({ code: 2 })
  const [whole] = (await bench.run('keys', 'list', '--reveal', '--reason', 'the cards are looked for')).objects
  expect(whole?.cards).toEqual([expect.stringMatching(/^\d{18,20}$/), expect.stringMatching(/^\d{18,20}$/)])
})
