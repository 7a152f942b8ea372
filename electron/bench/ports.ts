import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** The first of `count` neighbouring loopback ports that are free now. Below the range that clients get theirs from. */
export async function freePorts(count: number): Promise<number | undefined> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const first = randomInt(10_000, 32_000 - count)
    if (await areFree(first, count)) return first
  }
  return undefined
}

async function areFree(first: number, count: number): Promise<boolean> {
  for (let at = 0; at < count; at++) if (!(await isFree(first + at))) return false
  return true
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '0.0.0.0', () => server.close(() => resolve(true)))
  })
