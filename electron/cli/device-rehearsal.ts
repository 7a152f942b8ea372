import { emptyDeviceMemory } from '../../shared/device/memory'
import { switchedOffDevice } from '../../shared/device/sequence'
import { en } from '../../shared/text/en'
import { readCard } from '../device/card-reading'
import { runDevice } from '../device/run'
import { type Command, needed, usage, type Values, withStation } from './command'
import { tellDevice } from './device-story'
import { worldOf, worldOptions, worldUsage } from './device-world'
import { pinOptions } from './key-source'

export const rehearsalOptions = { ...worldOptions, session: { type: 'boolean' } } as const
export const rehearsalUsage = `[--device imei:… ${worldUsage} [--session]]`

/** Whether more than the card is to be rehearsed: that takes to know which device it would be. */
export const isInWorld = (values: Values): boolean =>
  Object.keys(rehearsalOptions).some((name) => values[name] !== undefined)

/** The whole sequence of a new device, and its first sessions if asked for. Nothing is remembered. */
export const rehearseInWorld: Command['run'] = async (args, io) => {
  const { values } = args
  const reader = needed(values, 'reader')
  const pin = Object.keys(pinOptions).find((name) => values[name] !== undefined)
  if (pin !== undefined) throw usage(`--${pin} is for the card alone: leave out what is said of a device`, pin)
  const isReal = values.session === true
  const world = worldOf({ values, io, sessions: isReal ? 'open' : 'skip', remember: () => undefined })
  try {
    return await withStation(args, io, async (_, station) => {
      const name = await station.readers().nameOf(reader)
      const told = await runDevice(
        switchedOffDevice(emptyDeviceMemory),
        [{ is: 'switched-on' }],
        world.context,
        world.settings,
        {
          ...world.ports,
          readCard: () => readCard((work) => station.readers().withCard(name, work)),
        },
      )
      const code = tellDevice(told, io)
      if (told.sessions.length > 0) io.say(en.device.sessionCounts)
      return code
    })
  } finally {
    world.close()
  }
}
