import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { endChild, firstLine, startChild } from './child.mjs'
import { SetupFailed } from './say.mjs'

/** Whether a window can be opened here: a Wayland or X server that answers. */
export async function hasDisplay(env = process.env) {
  if (process.platform !== 'linux') return true
  if (env.WAYLAND_DISPLAY && existsSync(join(env.XDG_RUNTIME_DIR ?? '', env.WAYLAND_DISPLAY))) return true
  const [, host, number] = /^([^:]*):(\d+)/.exec(env.DISPLAY ?? '') ?? []
  if (number === undefined) return false
  if (host !== '' && host !== 'unix') return answers({ host, port: 6000 + Number(number) })
  const socket = `/tmp/.X11-unix/X${number}`
  return (await answers({ path: socket })) || (await answers({ path: `\0${socket}` }))
}

function answers(address) {
  return new Promise((resolve) => {
    const socket = connect(address)
    const done = (isThere) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.setTimeout(1000, () => done(false))
    socket.on('connect', () => done(true))
    socket.on('error', () => done(false))
  })
}

/** Runs work with an X server of its own, on whatever display is free. */
export async function withDisplay(work) {
  const server = startChild('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  try {
    const number = await firstLine(server.stdio[3], (line) => (/^\d+$/.test(line) ? line : undefined))
    if (number === undefined) throw new SetupFailed('Xvfb did not start')
    return await work(`:${number}`)
  } finally {
    await endChild(server)
  }
}
