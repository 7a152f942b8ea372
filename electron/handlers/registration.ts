import type { DeviceId } from '../../shared/identity/device'
import { type Phone, parsePhone } from '../../shared/intake/phone'
import { conflictsIn } from '../job/conflicts'
import type { Station } from '../station-parts'
import { os } from './os'

export const registrationHandlers = (station: Station) => {
  const { composer, jobs, registrations } = station
  return {
    register: os.registration.register.handler(
      ({ input: { device, template, variables, iccid, phone, references } }) => {
        const ordered = composer.ordered({ device, template, variables })
        return jobs.start({
          kind: 'register',
          device,
          reader: '',
          ...ordered,
          ...phoneFor(station, device, phone),
          add: false,
          ...(iccid && { iccid }),
          ...(references && { references }),
          bench: station.isBench,
        })
      },
    ),
    status: os.registration.status.handler(async ({ input }) => {
      const { isOwed, standings } = await registrations.status(input.device)
      return { isOwed, registrations: [...standings] }
    }),
    release: os.registration.release.handler(({ input }) => jobs.start({ ...alone(station, input), kind: 'release' })),
    transfer: os.registration.transfer.handler(({ input }) =>
      jobs.start({ ...alone(station, input), kind: 'transfer', to: input.to }),
    ),
    conflicts: os.registration.conflicts.handler(() => conflictsIn(station.journal, station.outbox, station.isBench)),
    resolve: os.registration.resolve.handler(({ input }) => registrations.resolve(input.job, input.how, input.reason)),
  }
}

/** What is about a device, and neither about a card nor a message. */
const alone = ({ isBench }: Station, { device }: { readonly device: DeviceId }) =>
  ({ device, reader: '', variables: {}, add: false, bench: isBench }) as const

/** The number a customer's device is to have. Fails with `request.invalid`, and with `intake.held` where a person has to decide. */
export function phoneFor(station: Station, device: DeviceId, typed: string | undefined): { readonly phone?: Phone } {
  if (typed === undefined) return {}
  const phone = parsePhone(typed, station.intakeRules.countryCode)
  station.inbox().admit(device, phone)
  return { phone }
}
