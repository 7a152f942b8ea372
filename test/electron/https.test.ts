import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { benchPki } from '../../electron/bench/server/ca'
import { createHttps } from '../../electron/https'
import { givePki } from '../support/pki'
import { failureOf, freshDir } from './server/support'

type Held = { server?: Server; ca?: string; answer: RequestListener }
const held: Held = { answer: (_, response) => response.end() }
const url = (path = '/'): string => {
  const address = held.server?.address()
  return `https://localhost:${typeof address === 'object' && address ? address.port : 0}${path}`
}

beforeAll(async () => {
  const dir = freshDir()
  givePki(dir)
  const pki = await benchPki(join(dir, 'pki'), Date.now())
  const [ca, cert, key] = [pki.ca, pki.server.cert, pki.server.key].map((file) => readFileSync(file, 'utf8'))
  held.ca = ca ?? ''
  held.server = createServer({ cert: cert ?? '', key: key ?? '' }, (request, response) =>
    held.answer(request, response),
  )
  await new Promise<void>((resolve) => held.server?.listen(0, '127.0.0.1', resolve))
}, 60_000)
afterAll(() => void held.server?.close())

const get = (deadlineMs?: number, path?: string) => {
  const https = createHttps({ trust: [held.ca ?? ''], ...(deadlineMs && { deadlineMs }) })
  return https.exchange({ method: 'GET', url: url(path), headers: { accept: 'x/y' } }).finally(https.close)
}

test('bytes go out and come in, and what comes several times is one line each', async () => {
  held.answer = (request, response) => {
    response.setHeader('set-cookie', ['a=1', 'b=2'])
    response.end(`${request.method} ${request.url} ${request.headers.accept}`)
  }
  const { status, headers, body } = await get(undefined, '/p?q')
  expect([status, headers['set-cookie'], new TextDecoder().decode(body)]).toEqual([200, 'a=1\nb=2', 'GET /p?q x/y'])
})

test('an answer that never ends, one that is too long, and one that is cut are failures', async () => {
  held.answer = (_, response) => void response.write('x')
  expect(await failureOf(get(300))).toEqual({ code: 'server.unreachable', reason: 'no answer within 0.3 s' })
  held.answer = (_, response) => void response.end(Buffer.alloc(70_000))
  expect(await failureOf(get())).toMatchObject({
    code: 'message.invalid',
    reason: 'the answer is longer than 65536 bytes',
  })
  held.answer = (_, response) => {
    response.writeHead(200, { 'content-length': 10 })
    response.write('short')
    setImmediate(() => response.destroy())
  }
  expect(await failureOf(get())).toMatchObject({ code: 'server.unreachable' })
})

test('without TLS nothing is said, and to a stranger neither', async () => {
  const https = createHttps({ trust: [held.ca ?? ''] })
  const plain = https.exchange({ method: 'GET', url: url().replace('https', 'http'), headers: {} })
  expect(await failureOf(plain)).toMatchObject({ code: 'request.invalid' })
  https.close()
  const system = createHttps({})
  expect(await failureOf(system.exchange({ method: 'GET', url: url(), headers: {} }))).toMatchObject({
    code: 'server.refused',
    status: 495,
  })
  system.close()
})

test('a kept connection that the server closed meanwhile is not the end', async () => {
  held.answer = (_, response) => void response.end('x')
  const https = createHttps({ trust: [held.ca ?? ''] })
  const ask = () => https.exchange({ method: 'GET', url: url(), headers: {} })
  await ask()
  held.server?.closeAllConnections()
  expect((await ask()).status).toBe(200)
  https.close()
})
