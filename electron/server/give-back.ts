// What the DM Server has of a device is given back, or handed over to another of its tenants.
import { Failed } from '../../shared/failure'
import { type DeviceId, identityOf, parseDevice } from '../../shared/identity/device'
import { isHeld } from '../../shared/registration/state'
import type { RegistrationClient, Standing } from './client'
import { requestOf } from './owed'

type Client = Pick<RegistrationClient, 'lookup' | 'release' | 'transfer'>

/** A registration that a device has to be given back for. */
export type Making = { readonly releases: string; readonly request: unknown }

/** A device that is given back alone; with `to` handed over: its registrations `ids`, once they were looked up. */
export type Parting = {
  readonly job: string
  readonly device: string
  readonly to?: string | undefined
  readonly ids?: readonly string[] | undefined
}
/** `found`: what will be handed over, to be kept before it is. */
export type Parted = { readonly found: readonly string[] } | { readonly released: readonly Standing[] }

export type GiveBack = {
  /**
   * Gives back what the device holds: of the device that is registered again, whatever it holds; of another, only what
   * was for the same card, for it may have a new one. Again changes nothing. Fails as the client does.
   */
  readonly making: (making: Making, signal: AbortSignal) => Promise<readonly Standing[]>
  /**
   * Again changes nothing: what was handed over is not ours to find, so it is found first, and handed over under the key
   * of its job. Fails as the client does, and with `server.refused` where the server has no registration of it.
   */
  readonly parting: (parting: Parting, signal: AbortSignal) => Promise<Parted>
}

export function createGiveBack(client: Client): GiveBack {
  const each = async (
    ids: readonly string[],
    work: (id: string) => Promise<Standing>,
  ): Promise<readonly Standing[]> => {
    const done: Standing[] = []
    for (const id of ids) done.push(await work(id))
    return done
  }
  return {
    making: async ({ releases, request }, signal) => {
      const device: DeviceId = parseDevice(releases)
      const { identities, card } = requestOf(request)
      const { type, value } = identityOf(device)
      const isSame = identities.some((one) => one.type === type && one.value === value)
      const ours = (await client.lookup([identityOf(device)], signal)).filter(
        (one) => isHeld(one.state) && (isSame || (card !== undefined && one.card?.iccid === card.iccid)),
      )
      return each(idsOf(ours), (id) => client.release(id, signal))
    },
    parting: async ({ job, device, to, ids }, signal) => {
      if (to !== undefined && ids !== undefined)
        return { released: await each(ids, (id) => client.transfer(id, to, `${job}.${id}`, signal)) }
      const ours = await client.lookup([identityOf(parseDevice(device))], signal)
      const held = ours.filter(({ state }) => isHeld(state))
      // What was given back is found still, what was handed over is not.
      if (ours.length === 0 || (to !== undefined && held.length === 0)) throw notRegistered()
      if (to !== undefined) return { found: idsOf(held) }
      return { released: await each(idsOf(held), (id) => client.release(id, signal)) }
    },
  }
}

const idsOf = (standings: readonly Standing[]): readonly string[] => standings.map(({ id }) => id)

const notRegistered = (): Failed =>
  new Failed({
    code: 'server.refused',
    status: 404,
    reason: 'this station’s company has no registration of the device',
    retryable: false,
  })
