// Registrations from the command line: make a device known, look where it stands, give it back, hand it over, decide.
import { type DeviceId, parseDevice } from '../../shared/identity/device'
import { JobId, Resolution } from '../../shared/job'
import type { References } from '../../shared/registration/references'
import { isAtEnd } from '../../shared/registration/state'
import { en } from '../../shared/text/en'
import { secondsOf } from './card'
import { type Ask, type Command, exit, exitOf, type Io, needed, text, usage, type Values, withStation } from './command'
import { follow, tell } from './follow'

export const register: Command = {
  name: 'register',
  does: 'makes a device known to the DM Server without a card',
  usage:
    '--device imei:… --template T [--iccid 89…] [--phone +49…] [--order REF [--store S] [--seller S]] [--customer REF] [--wait S]',
  options: {
    device: { type: 'string' },
    template: { type: 'string' },
    iccid: { type: 'string' },
    phone: { type: 'string' },
    order: { type: 'string' },
    store: { type: 'string' },
    seller: { type: 'string' },
    customer: { type: 'string' },
    wait: { type: 'string' },
  },
  run: (args, io) =>
    withStation(args, io, async (ask) => {
      const { values } = args
      const iccid = text(values, 'iccid')
      const phone = text(values, 'phone')
      const device = parseDevice(needed(values, 'device'))
      const job = await ask.registration.register({
        device,
        template: needed(values, 'template'),
        ...(iccid && { iccid }),
        ...(phone && { phone }),
        ...referencesOf(values),
      })
      const record = await follow(ask, job, secondsOf(values) * 1000, io)
      tell(record, io)
      return exitOf(record)
    }),
}

/** What a shop calls the sale and the customer: the DM Server is told it as it is. */
function referencesOf(values: Values): { readonly references?: References } {
  const [ref, store, seller] = ['order', 'store', 'seller'].map((name) => text(values, name))
  const customerRef = text(values, 'customer')
  if (ref === undefined && (store ?? seller) !== undefined)
    throw usage('--store and --seller are of an order: name it with --order', 'order')
  if (ref === undefined && customerRef === undefined) return {}
  return {
    references: {
      ...(ref !== undefined && { order: { ref, ...(store && { store }), ...(seller && { seller }) } }),
      ...(customerRef !== undefined && { customerRef }),
    },
  }
}

const words = en.registration
const deviceOf = (values: Values): DeviceId => parseDevice(needed(values, 'device'))
type Standing = Awaited<ReturnType<Ask['registration']['status']>>['registrations'][number]

const line = (device: DeviceId, { id, state, version, history }: Standing) => ({
  device,
  registration: { id, state, version, ...(history && { history }) },
})

/** The device's registrations, told once. True if something may still come of one. */
async function tellStatus(ask: Ask, device: DeviceId, said: Set<string>, { out, answer }: Io): Promise<boolean> {
  const { isOwed, registrations } = await ask.registration.status({ device })
  if (isOwed && !said.has('owed')) {
    said.add('owed')
    out({ device, registration: { state: 'pending' } })
    answer(en.commandLine.owedAlone)
  }
  for (const standing of registrations) {
    const { id, state, history = [] } = standing
    if (said.has(`${id} ${state}`)) continue
    said.add(`${id} ${state}`)
    out(line(device, standing))
    const steps = history.filter(({ at, state, cause }) => !said.has(`${id} ${at} ${state} ${cause}`))
    for (const { at, state, cause } of steps) said.add(`${id} ${at} ${state} ${cause}`)
    const told = steps.map((step) => words.step(step.at, step.state, step.cause))
    answer([words.standing(device, state, id), ...told].join('\n'))
  }
  return isOwed || registrations.some(({ state }) => !isAtEnd(state))
}

export const status: Command = {
  name: 'status',
  does: 'where a device stands at the DM Server, step by step; --follow goes on until it is managed',
  usage: '--device imei:… [--follow] [--wait S]',
  options: { device: { type: 'string' }, follow: { type: 'boolean' }, wait: { type: 'string' } },
  run: (args, io) =>
    withStation(args, io, async (ask, station) => {
      const device = deviceOf(args.values)
      const said = new Set<string>()
      const isFollowing = args.values.follow === true
      const stop = isFollowing ? station.follow() : undefined
      const ends = Date.now() + secondsOf(args.values) * 1000
      try {
        let isOpen = await tellStatus(ask, device, said, io)
        const patient = () => text(args.values, 'wait') === undefined || Date.now() < ends
        while (isFollowing && isOpen && !io.signal.aborted && patient()) {
          await pause(500, io.signal)
          isOpen = await tellStatus(ask, device, said, io)
        }
        if (said.size === 0) {
          out(io, { device, registration: { state: 'none' } }, words.none(device))
          return exit.fail
        }
        return isFollowing && isOpen ? exit.unsettled : exit.pass
      } finally {
        await stop?.()
      }
    }),
}

const out = (io: Io, object: unknown, said: string): void => {
  io.out(object)
  io.answer(said)
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })

/** A job of its own: what waits longer than a person does is left to the outbox. */
async function part(ask: Ask, asked: Promise<JobId>, values: Values, io: Io, done: string): Promise<number> {
  const record = await follow(ask, await asked, secondsOf(values) * 1000, io)
  tell(record, io)
  if (record.outcome === 'PASS') io.answer(done)
  return exitOf(record)
}

export const release: Command = {
  name: 'release',
  does: 'gives a device back to the DM Server, for whoever registers it next',
  usage: '--device imei:… [--wait S]',
  options: { device: { type: 'string' }, wait: { type: 'string' } },
  run: ({ values, ...args }, io) =>
    withStation({ values, ...args }, io, async (ask) => {
      const device = deviceOf(values)
      return part(ask, ask.registration.release({ device }), values, io, words.released(device))
    }),
}

export const transfer: Command = {
  name: 'transfer',
  does: 'hands a device to another tenant of the DM Server, by the name in its certificate',
  usage: '--device imei:… --to TENANT [--wait S]',
  options: { device: { type: 'string' }, to: { type: 'string' }, wait: { type: 'string' } },
  run: ({ values, ...args }, io) =>
    withStation({ values, ...args }, io, async (ask) => {
      const device = deviceOf(values)
      const to = needed(values, 'to')
      return part(ask, ask.registration.transfer({ device, to }), values, io, words.transferred(device, to))
    }),
}

export const registrationResolve: Command = {
  name: 'registration resolve',
  does: 'decides about a device that somebody else has registered',
  usage: `JOB ${Resolution.options.join('|')} --reason "…" [--wait S]`,
  options: { reason: { type: 'string' }, wait: { type: 'string' } },
  positionals: true,
  run: (args, io) =>
    withStation(args, io, async (ask) => {
      const job = JobId.safeParse(args.positionals[0])
      const how = Resolution.safeParse(args.positionals[1])
      if (!job.success || !how.success) throw usage(`name the job and one of ${Resolution.options.join(', ')}`, 'job')
      const decided = await ask.registration.resolve({
        job: job.data,
        how: how.data,
        reason: needed(args.values, 'reason'),
      })
      io.say(words.resolved[how.data])
      if (how.data !== 'register-again') {
        io.out(decided)
        return exit.pass
      }
      const record = await follow(ask, job.data, secondsOf(args.values) * 1000, io)
      tell(record, io)
      return exitOf(record)
    }),
}
