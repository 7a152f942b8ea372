import { bytes, count, number } from './figures'
import { warning } from './warning'

export const wizard = {
  steps: { scan: 'Scan', review: 'Review', job: 'Job', result: 'Result' },
  stepOf: (at: number, all: number) => `Step ${at} of ${all}`,
  back: 'Back',
  scan: {
    title: 'Scan the device.',
    lead: 'Scan the code on the box or the device, or type its identity and press Enter.',
    label: 'Identity of the device',
    empty: 'IMEI, MEID, ESN or UUID',
    next: 'Review',
    found: 'Device found.',
    once: 'Type it once more.',
    follows: {
      template: 'Choose its template with its number key.',
      fields: 'Fill in what is needed, each with Enter.',
      review: 'Compare the number with the device, then press Enter.',
    },
    left: (digits: number) => (digits === 1 ? 'one digit to go' : `${number(digits)} digits to go`),
    is: { imei: 'IMEI, check digit fits', meid: 'MEID', esn: 'ESN', uuid: 'UUID' },
    reports: (devId: string) => `Will report itself as ${devId}`,
    device: 'Device',
    notScanned: 'None yet',
    card: 'Card',
    noCard: 'No card is in',
    cards: (cards: number) => `${number(cards)} cards are in`,
    chooseLater: 'You choose one in the next step',
    insertLater: 'Insert one now or in the next step',
    cardIn: (reader: number) => `Card in reader ${number(reader)}`,
    template: 'Template',
    templates: 'Template for this device',
    noTemplate: 'No template is set up.',
    noTemplateDo: 'Bring one in with bootstation template import.',
  },
  format: { dm2: 'DM 2.0, JSON', dm1: 'DM 1.2, WBXML', cp: 'Client Provisioning, WBXML' },
  review: {
    titles: {
      ready: 'This will be on the card.',
      pin: 'This will be on the card.',
      unprepared: 'This cannot go onto this card yet.',
      'too-small': 'This cannot go onto this card yet.',
      stopped: 'This cannot go onto this card.',
    },
    rows: {
      server: 'DM Server',
      address: 'Address',
      name: 'Shown as',
      'sign-in': 'Device signs in with',
      'device-secret': 'Secret of the device',
      'server-secret': 'Secret of the server',
      'access-point': 'Access point',
      'registered-with': 'Will be registered with',
      size: 'Size',
    },
    card: {
      reading: 'Reading the card. Nothing is written.',
      ready: (room: number, tries: number | null) => {
        const left =
          tries === null ? 'The tries of its key are unknown' : `${count(tries, 'try', 'tries')} of its key left`
        const few = tries !== null && tries >= 3 ? '' : ': the key is not tried unless a supervisor allows it'
        return `This card has room for ${bytes(room)}. ${left}${few}.`
      },
      unprepared: 'This card has no file for a message yet.',
      small: (room: number, need: number) => `The file of this card is too small: ${number(room)} of ${bytes(need)}.`,
      planning: 'Finding out what would prepare this card. Nothing is written.',
      would: 'It can be prepared here. This would be done, then you come back to this review:',
      prepare: 'Prepare this card',
    },
    checkValue: 'Check value',
    write: 'Write the card',
    starting: 'Starting',
    stopped: 'Nothing was written to this card.',
    insert: 'Insert a card.',
    choose: 'Choose the reader: press its tile, or its number key.',
    into: (reader: number) => `Goes to the card in reader ${number(reader)}. The card key is tried once.`,
    intoCard: (end: string, reader: number) =>
      `Goes to card ${end} in reader ${number(reader)}. The card key is tried once.`,
    warning,
    sized: bytes,
  },
  result: {
    pass: (server: string | undefined) =>
      server === undefined ? 'A device would now start from this card.' : `A device would now start with ${server}.`,
    takeOut: 'Take the card out.',
    wait: 'The card is ready. The DM Server is told as soon as it answers.',
    waitDo: 'Take the card out. It may be handed out with its device: the rest goes on by itself.',
    stopped: 'Stopped between two phases.',
    startAgain: 'Scan the device to start again.',
    next: 'Next device',
    again: 'Same device again',
    resume: 'Resume the job',
    /** Where others have mended the station meanwhile. */
    tryAgain: 'Try again',
    ofCard: (end: string) => `card ${end}`,
    took: (duration: string) => `Took ${duration}`,
  },
  open: {
    title: 'A job waits.',
    tornTitle: 'A card is not finished.',
    many: (jobs: number, orMore: boolean) => `${number(jobs)} jobs${orMore ? ' or more' : ''} wait.`,
    torn: (device: string, card: string, reader: string) =>
      `${device}: card ${card} was taken out of ${reader} too early: it is not finished. Put it back: the job goes on by itself.`,
    unfinished: (device: string, card: string) => `${device}: card ${card} is not finished. Insert it and resume.`,
    interrupted: (device: string) => `${device}: the station ended inside this job. Insert its card and resume.`,
    running: (device: string) => `${device} is being written.`,
    resume: 'Resume',
    show: 'Show',
  },
}
