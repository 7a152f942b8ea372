import type { Sentence } from '../../registration/problem-kinds'
import { identity } from './identity'
import { records } from './records'

/** What to do now, by the name that a DM Server's problem carries. */
const sentences: Readonly<Record<Sentence, string>> = {
  wait: 'Nothing: the station asks again by itself.',
  'check-identity': 'Scan the device again; if it is the same, its label is wrong.',
  'device-taken': 'Decide in the inbox (F9), under Conflicts, or with bootstation registration resolve.',
  'order-more': 'Have the ticket raised by whoever runs the DM Server, then resume the job.',
  'ask-server': 'Ask whoever runs the DM Server.',
  'tell-us': 'Export the record and call the technician.',
}

export const registration = {
  sentence: (name: string | undefined): string | undefined =>
    name !== undefined && Object.hasOwn(sentences, name) ? sentences[name as Sentence] : undefined,
  state: records.registration,
  standing: (device: string, state: keyof typeof records.registration, id: string) =>
    `${identity.device(device)}: ${records.registration[state]}, registration ${id}`,
  step: (at: string, state: keyof typeof records.registration, cause: string) =>
    `  ${at}  ${records.registration[state].padEnd(30)}  ${cause}`,
  none: (device: string) => `${identity.device(device)} is not registered by this station’s company.`,
  released: (device: string) => `${identity.device(device)} was given back.`,
  transferred: (device: string, to: string) => `${identity.device(device)} now belongs to ${to}.`,
  resolved: {
    'register-again': 'It is registered again; until the server has said so, it waits.',
    'keep-theirs': 'It is left to them. Nothing waits any more.',
    'set-aside': 'It is set aside. Nothing is asked until somebody decides.',
  },
}
