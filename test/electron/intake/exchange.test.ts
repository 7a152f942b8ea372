import { createServer } from 'node:http'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { answered, bodyOf } from '../../../electron/intake/exchange'

test('whoever goes away in the middle of a request is no bug, and not told as one', async () => {
  const said: string[] = []
  const server = createServer()
  const over = new Promise<void>((resolve) =>
    server.on('request', (request, response) => {
      const work = async () => ({ status: 200, body: await bodyOf(request, 1000) })
      answered(request, response, work, (line) => said.push(line)).then(resolve)
    }),
  )
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    }),
  )
  onTestFinished(() => void server.close())
  const socket = connect(port, '127.0.0.1')
  socket.write(
    'POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ntransfer-encoding: chunked\r\nexpect: 100-continue\r\n\r\nff\r\n[',
  )
  // It is being read: the server has said so.
  await new Promise((resolve) => socket.once('data', resolve))
  socket.destroy()
  await over
  expect(said).toEqual([])
})
