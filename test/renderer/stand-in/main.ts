// The page as it is, in a plain browser, on a station that exists only in this window.
import { RPCHandler } from '@orpc/server/message-port'
import { hands } from './hands'
import { router } from './router'
import { sceneOf } from './scenes'
import { createWorld, settingsOf } from './world'

const world = createWorld(sceneOf(location.search))
const handler = new RPCHandler(router(world))

window.addEventListener('message', ({ data, ports: [port] }) => {
  if (data !== 'station' || port === undefined) return
  handler.upgrade(port)
  port.start()
})
Object.assign(window, { hands: hands(world) })
const { language, density } = settingsOf(location.search).choices
document.documentElement.lang = language
document.documentElement.dataset.density = density

await import('../../../renderer/main')
