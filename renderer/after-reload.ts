// A window that is loaded again is where it was. What it needs for that stays in its history, and with the station for a
// page that ended by itself and lost that: in memory and on no disk.
import { z } from 'zod'
import { DeviceIdSchema } from '../shared/identity/device'
import { JobId } from '../shared/job'
import { typedPhone } from './counter/phone'
import type { CounterState } from './counter/state'
import { at, go, toCard, useCounter } from './counter/store'
import { type Place, placeChosen, places, usePlace } from './place/store'
import { jobShown } from './repair/order'
import { useRepair } from './repair/store'
import { station } from './station/client'
import { read } from './station/read'
import { openJob } from './wizard/order'
import { useWizard } from './wizard/store'

const device = { device: DeviceIdSchema }
const phone = { phone: z.string().optional() }

const Sale = z.discriminatedUnion('step', [
  z.object({ step: z.literal('number'), ...device, typed: z.string() }),
  z.object({ step: z.literal('card'), ...device, ...phone }),
  z.object({ step: z.literal('done'), ...device, ...phone, job: JobId, server: z.string().optional() }),
])
type Sale = z.infer<typeof Sale>

const placesNow = [...places, 'scanner'] as const satisfies readonly Place[]
const Kept = z.object({
  place: z.enum(placesNow),
  sale: Sale.optional(),
  wizard: JobId.optional(),
  repair: JobId.optional(),
})
type Kept = z.infer<typeof Kept>

/** Returns to what was on the screen, and from then on keeps what is. */
export function returnAfterReload(): void {
  const kept = Kept.safeParse(history.state)
  if (kept.success) returnTo(kept.data)
  else void returnAfterEnd()
  for (const store of [usePlace, useCounter, useWizard, useRepair]) store.subscribe(keep)
}

async function returnAfterEnd(): Promise<void> {
  const kept = await read('place', station.station.kept())
  if (kept?.place !== undefined) returnTo(Kept.parse(JSON.parse(kept.place)))
}

function returnTo({ place, sale, wizard, repair }: Kept): void {
  placeChosen(place)
  if (sale !== undefined) saleAgain(sale)
  if (wizard !== undefined) openJob(wizard)
  if (repair !== undefined) jobShown(repair)
}

function saleAgain(sale: Sale): void {
  const { step, device } = sale
  switch (step) {
    case 'number':
      go({ step, device, typed: sale.typed, isRefused: false, refused: undefined })
      break
    case 'card':
      toCard(device, typedPhone(sale.phone ?? ''))
      break
    case 'done':
      go({ step, device, phone: typedPhone(sale.phone ?? ''), job: sale.job, server: sale.server })
  }
}

function keep(): void {
  const { place } = usePlace.getState()
  const sale = saleOf(at())
  const { at: wizard } = useWizard.getState()
  const { at: bench } = useRepair.getState()
  const kept: Kept = {
    place,
    ...(sale && { sale }),
    ...(wizard.step === 'job' && { wizard: wizard.job }),
    ...(bench.step === 'job' && { repair: bench.job }),
  }
  const spelt = JSON.stringify(kept)
  if (spelt === JSON.stringify(history.state)) return
  history.replaceState(kept, '')
  void read('place', station.station.keep({ place: spelt }))
}

function saleOf(state: CounterState): Sale | undefined {
  const { step } = state
  switch (step) {
    case 'device':
      return undefined
    case 'number':
      return { step, device: state.device, typed: state.typed }
    case 'card':
      return { step, device: state.device, phone: state.phone }
    case 'done':
      return { step, device: state.device, phone: state.phone, job: state.job, server: state.server }
  }
}
