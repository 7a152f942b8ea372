import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createToken, hasSpentTry, type LoggedIn } from '../../../electron/keys/token'
import { isRunning } from '../../../electron/records/owner'
import { secret } from '../../../shared/secret'
import { utf8 } from '../../../shared/utf8'

test('a token whose process ended while it waited for its turn is given no PIN, and none was refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bootstation-token-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const script = join(folder, 'token.mjs')
  writeFileSync(
    script,
    `import { writeFileSync } from 'node:fs'
     writeFileSync('${folder}/pid', String(process.pid))
     process.on('message', () => process.send({ bytes: new Uint8Array() }, () => process.exit()))`,
  )
  const answers: LoggedIn[] = []
  const once = async (login: () => Promise<LoggedIn>) => {
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 20_000 })
    const said = await login()
    answers.push(said)
    return said
  }
  const token = createToken(
    { module: 'none.so', label: 'Keys', pin: 'asked' },
    {
      ...{ node: process.execPath, script, env: process.env },
      ...{ pin: async () => secret(utf8('1234')), pins: { check: () => undefined, once } },
    },
  )
  await expect(token.prf('key', 'cmac', new Uint8Array(16))).rejects.toMatchObject({
    failure: { code: 'token.absent' },
  })
  expect(answers.map(hasSpentTry)).toEqual([false])
  token.close()
})
