import type { JobRecord } from '../../shared/job'
import { text } from '../text'

/** The three facts of a job, each told by itself. */
export type Light = { readonly name: string; readonly state: 'on' | 'off' | 'bad' | 'wait'; readonly says: string }

const words = text.job.light
const names = text.job.lights

export const lightsOf = (record: JobRecord): readonly Light[] => {
  const lights = [written(record), verified(record), registered(record)]
  if (record.outcome !== 'running') return lights
  const later = [names.written.later, names.verified.later, names.registered.later]
  return lights.map((light, at) =>
    light.state === 'off' ? { ...light, name: later[at] ?? light.name, says: '' } : light,
  )
}

const outcomeIn = ({ phases }: JobRecord, name: JobRecord['phases'][number]['name']) =>
  phases.find((phase) => phase.name === name)?.outcome ?? 'waiting'

function written(record: JobRecord): Light {
  const { yes, no } = names.written
  const isOther = record.failure?.code === 'card.mismatch'
  if (outcomeIn(record, 'write') === 'done')
    return { name: yes, state: 'on', says: isOther ? words.sentToCard : words.written(record.bytes) }
  if (record.torn) return { name: no, state: 'bad', says: words.partWritten }
  return { name: no, state: outcomeIn(record, 'write') === 'failed' ? 'bad' : 'off', says: words.notWritten }
}

function verified(record: JobRecord): Light {
  const { yes, no } = names.verified
  if (outcomeIn(record, 'rehearse') === 'done') return { name: yes, state: 'on', says: words.verified }
  if (outcomeIn(record, 'rehearse') === 'failed') return { name: no, state: 'bad', says: words.unusable }
  if (record.failure?.code === 'card.mismatch' && outcomeIn(record, 'verify') === 'failed')
    return { name: no, state: 'bad', says: words.differs }
  return { name: no, state: 'off', says: words.notVerified }
}

function registered({ registration, accounts }: JobRecord): Light {
  const { yes, no, owed } = names.registered
  switch (registration.state) {
    case 'received':
    case 'accepted':
      return { name: yes, state: 'on', says: words.registered(accounts[0]?.serverId) }
    case 'pending':
      return { name: owed, state: 'wait', says: words.pending(registration.attempts ?? 0, registration.nextAttemptAt) }
    case 'queued':
    case 'sent':
    case 'contacted':
    case 'managed':
      return { name: yes, state: 'on', says: words[registration.state] }
    case 'conflict':
    case 'rejected':
      return { name: no, state: 'bad', says: words[registration.state] }
    case 'released':
      return { name: no, state: 'off', says: words.released }
    case 'none':
      return { name: no, state: 'off', says: words.notRegistered }
  }
}
