// The page as it is, in a plain browser, on a station that exists only in this window.
import { RPCHandler } from '@orpc/server/message-port'
import { hands } from './hands'
import { sceneOf } from './scenes'
import { createWorld, settingsOf } from './world'

const { language, density } = settingsOf(location.search).choices
document.documentElement.lang = language
document.documentElement.dataset.density = density

// Words are those of the language at hand when they are first read.
const { router } = await import('./router')
const world = createWorld(sceneOf(location.search))
const handler = new RPCHandler(router(world))

window.addEventListener('message', ({ data, ports: [port] }) => {
  if (data !== 'station' || port === undefined) return
  handler.upgrade(port)
  port.start()
})
Object.assign(window, { hands: hands(world) })

await import('../../../renderer/main')
