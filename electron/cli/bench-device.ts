import { join } from 'node:path'
import { type Device, type DeviceEvent, switchedOffDevice } from '../../shared/device/sequence'
import { parseDevice } from '../../shared/identity/device'
import { wholeIn } from '../../shared/push/carried'
import { imsiOfNumber } from '../bench/subscribers'
import { readCard } from '../device/card-reading'
import { recall, remember } from '../device/device-home'
import { type DevicePorts, type DeviceTold, runDevice } from '../device/run'
import { readBytes } from '../whole-file'
import { type Command, needed, text, usage, type Values, withStation } from './command'
import { beReached, reachOf, reachOptions } from './device-reach'
import { stayOn } from './device-stay'
import { codeOf, tellDevice } from './device-story'
import { pushOptions, type World, worldOf, worldOptions, worldUsage } from './device-world'

/** A device that is switched on, with a memory of its own: it finds its bootstrap and meets its servers. */
export const benchDevice: Command = {
  name: 'bench device',
  does: 'a device that is switched on: it looks for its bootstrap and opens the sessions that are due',
  usage: `--home DIR --device imei:… [--reader R] ${worldUsage} [--push FILE [--imsi-file F] [--pin-file F] [--code-file F]] [--no-session] [--stay | --listen PORT | --phone +99901…]`,
  options: {
    home: { type: 'string' },
    reader: { type: 'string' },
    push: { type: 'string' },
    'no-session': { type: 'boolean' },
    stay: { type: 'boolean' },
    ...reachOptions,
    ...worldOptions,
    ...pushOptions,
  },
  run: async (args, io) => {
    const { values } = args
    const home = needed(values, 'home')
    const events = eventsIn(values)
    const reader = text(values, 'reader')
    const reach = reachOf(values, parseDevice(needed(values, 'device')), io)
    if (reach !== undefined && reader !== undefined) throw usage('--reader goes with --stay', 'reader')
    if (values.stay === true && reader === undefined) throw usage('--stay needs a --reader to look at', 'reader')
    const sessions = values['no-session'] === true ? 'skip' : 'open'
    const file = join(home, fileFor(needed(values, 'device')))
    const world = worldOf({
      values: { ...imsiOfPhone(values), ...values },
      io,
      sessions,
      remember: (memory) => remember(file, memory),
    })
    const device = switchedOffDevice(recall(file))
    const on: readonly DeviceEvent[] = [{ is: 'switched-on' }, ...events]
    try {
      if (reader === undefined) {
        const run = runIn(world, async () => ({ is: 'absent' }))
        const told = await run(device, ...on)
        const code = tellDevice(told, io)
        if (reach === undefined) return code
        const tell = (next: DeviceTold) => void tellDevice(next, io)
        return codeOf(await beReached(told, reach, { run, tell, signal: io.signal }))
      }
      return await withStation(args, io, async (_, station) => {
        const readers = station.readers()
        const name = await readers.nameOf(reader)
        const run = runIn(world, () => readCard((work) => readers.withCard(name, work)))
        const told = await run(device, ...on)
        const code = tellDevice(told, io)
        if (values.stay !== true) return code
        const tell = (next: DeviceTold) => void tellDevice(next, io)
        return codeOf(await stayOn(told, { readers, reader: name, run, tell, signal: io.signal }))
      })
    } finally {
      world.close()
    }
  },
}

const runIn =
  ({ context, settings, ports }: World, readCard: DevicePorts['readCard']) =>
  (device: Device, ...events: readonly DeviceEvent[]): Promise<DeviceTold> =>
    runDevice(device, events, context, settings, { ...ports, readCard })

/** The card of a phone of the bench. */
function imsiOfPhone(values: Values): Values {
  const number = text(values, 'phone')
  const imsi = number === undefined || values['imsi-file'] !== undefined ? undefined : imsiOfNumber(number)
  return imsi === undefined ? {} : { imsi: imsi.reveal() }
}

/** A file name that every system takes, so that one directory has many devices. */
const fileFor = (device: string): string => `${device.replace(/[^A-Za-z0-9-]/g, '-').toLowerCase()}.json`

/** A push as `message push` wrote it, a short message a line in hex; or put together, as bytes or as hex. */
function eventsIn(values: Values): readonly DeviceEvent[] {
  const path = text(values, 'push')
  if (path === undefined) return []
  const written = readBytes(path)
  if (written === undefined) throw usage(`there is no file ${path}`, 'push')
  return [{ is: 'pushed', pdu: wholeIn(written).bytes }]
}
