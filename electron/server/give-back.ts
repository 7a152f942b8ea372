// A card that is bootstrapped anew: what the DM Server has of it so far is given back before the new is registered.
import { type DeviceId, identityOf, parseDevice } from '../../shared/identity/device'
import { isHeld } from '../../shared/registration/state'
import type { RegistrationClient, Standing } from './client'
import { requestOf } from './owed'

/** What an outbox gives out: a registration that a device has to be given back for. */
export type GivingBack = { readonly releases: string; readonly request: unknown }

/**
 * Gives back what the device holds: of the device that is registered again, whatever it holds; of another, only what
 * was for the same card, for it may have a new one. Again changes nothing. Fails as the client does.
 */
export const giveBack =
  (client: Pick<RegistrationClient, 'lookup' | 'release'>) =>
  async ({ releases, request }: GivingBack, signal: AbortSignal): Promise<readonly Standing[]> => {
    const device: DeviceId = parseDevice(releases)
    const { identities, card } = requestOf(request)
    const { type, value } = identityOf(device)
    const isSame = identities.some((one) => one.type === type && one.value === value)
    const held = (await client.lookup([identityOf(device)], signal)).filter(({ state }) => isHeld(state))
    const given: Standing[] = []
    for (const one of held)
      if (isSame || (card !== undefined && one.card?.iccid === card.iccid))
        given.push(await client.release(one.id, signal))
    return given
  }
