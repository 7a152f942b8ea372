import type { JobRecord } from '../../shared/job'
import { text } from '../text'

/** The three facts of a job, each told by itself. */
export type Light = { readonly name: string; readonly state: 'on' | 'off' | 'bad' | 'wait'; readonly says: string }

const words = text.job.light
const names = text.job.lights

export const lightsOf = (record: JobRecord): readonly Light[] => [written(record), verified(record), registered(record)]

const outcomeIn = ({ phases }: JobRecord, name: JobRecord['phases'][number]['name']) =>
  phases.find((phase) => phase.name === name)?.outcome ?? 'waiting'

function written(record: JobRecord): Light {
  const name = names.written
  if (outcomeIn(record, 'write') === 'done') return { name, state: 'on', says: words.written(record.bytes) }
  if (record.torn) return { name, state: 'bad', says: words.partWritten }
  return { name, state: outcomeIn(record, 'write') === 'failed' ? 'bad' : 'off', says: words.notWritten }
}

function verified(record: JobRecord): Light {
  const name = names.verified
  const both = [outcomeIn(record, 'verify'), outcomeIn(record, 'rehearse')]
  if (both.every((outcome) => outcome === 'done')) return { name, state: 'on', says: words.verified }
  return both.includes('failed')
    ? { name, state: 'bad', says: words.differs }
    : { name, state: 'off', says: words.notVerified }
}

function registered({ registration, accounts }: JobRecord): Light {
  const name = names.registered
  switch (registration.state) {
    case 'received':
    case 'accepted':
      return { name, state: 'on', says: words.registered(accounts[0]?.serverId) }
    case 'pending':
      return { name, state: 'wait', says: words.pending(registration.attempts ?? 0, registration.nextAttemptAt) }
    case 'queued':
    case 'sent':
    case 'contacted':
    case 'managed':
      return { name, state: 'on', says: words[registration.state] }
    case 'conflict':
    case 'rejected':
      return { name, state: 'bad', says: words[registration.state] }
    case 'released':
      return { name, state: 'off', says: words.released }
    case 'none':
      return { name, state: 'off', says: words.notRegistered }
  }
}
