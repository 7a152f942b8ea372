// A device that stays on: it looks when a card comes or goes, and asks again when it is time to.
import type { Device, DeviceEvent } from '../../shared/device/sequence'
import { eachChange } from '../changes'
import { readCard } from '../device/card-reading'
import type { DeviceTold } from '../device/run'
import type { Readers } from '../reader/readers'

export type Staying = {
  readonly readers: Readers
  readonly reader: string
  readonly run: (device: Device, ...events: readonly DeviceEvent[]) => Promise<DeviceTold>
  readonly tell: (told: DeviceTold) => void
  readonly signal: AbortSignal
}

const lookMs = 250

/** Until the signal; answers with how it was last. */
export async function stayOn(first: DeviceTold, { readers, reader, run, tell, signal }: Staying): Promise<DeviceTold> {
  let told = first
  let known = cardIn(readers, reader)
  const seen = () => ({
    card: cardIn(readers, reader),
    isTime: told.wakeAtMs !== undefined && Date.now() >= told.wakeAtMs,
  })
  const watch = (look: () => void) => {
    const [stop, timer] = [readers.watch(look), setInterval(look, lookMs)]
    return () => {
      stop()
      clearInterval(timer)
    }
  }
  for await (const { card, isTime } of eachChange(seen, watch, signal)) {
    if (card === known && !isTime) continue
    const event: DeviceEvent =
      card === known
        ? { is: 'woken' }
        : { is: 'card', reading: await readCard((work) => readers.withCard(reader, work)) }
    known = card
    // What was told before is not told again.
    told = await run({ ...told.device, tried: [] }, event)
    tell(told)
  }
  return told
}

const cardIn = (readers: Readers, reader: string): string =>
  readers.state().readers.find(({ name }) => name === reader)?.card ?? 'none'
