import { clock, day } from './figures'

export const conflicts = {
  title: 'Conflicts',
  view: 'What is shown',
  views: { told: 'Told of' },
  tab: (waiting: number) => (waiting === 0 ? 'Conflicts' : `Conflicts (${waiting})`),
  none: 'No device is in dispute.',
  noneLead: 'A device that another company has registered at the DM Server waits here for a decision.',
  columns: { device: 'Device', at: 'Tried', decided: 'Decision' },
  undecided: 'To decide',
  setAside: 'Set aside',
  detail: 'One conflict',
  at: clock,
  day,
  taken: 'The DM Server knows this device as somebody’s already. Ours was not registered.',
  sent: 'What we asked for',
  held: 'What the server has',
  asking: 'The DM Server is asked.',
  others: (reason: string) =>
    `None of ours: another company has it, and the server does not tell which. It says: ${reason}`,
  decided: {
    'register-again': 'A person asked again.',
    'keep-theirs': 'A person left it to them.',
    'set-aside': 'A person set it aside. Nothing is asked until somebody decides.',
  },
  act: { 'register-again': 'Replace with ours', 'keep-theirs': 'Keep theirs', 'set-aside': 'Set aside' },
  actLead:
    'Replacing gives back what is ours of the device and asks again: it succeeds once the other company has released it. Each decision is in the job’s record.',
  source: {
    pos: 'Point of sale',
    factory: 'Factory line',
    web: 'Self-service page',
    network: 'Network',
    dtmf: 'Voice prompt',
    client: 'The device itself',
  },
  fields: {
    state: 'State',
    card: 'Card',
    since: 'Since',
    id: 'Registration',
    devId: 'Names itself',
    source: 'Told by',
    phone: 'Number',
    template: 'Template',
    format: 'Format',
  },
}
