import { day } from './figures'

export const certificate = {
  title: 'Certificate for the DM Server',
  by: {
    bench: 'The training bench gave it out. Its key is for training only.',
    enrolment: 'The DM Server gave it out by enrolment.',
    hand: 'Somebody put it there; station.json names it.',
    nobody: 'This station has none: nothing can be registered.',
  },
  nextStart: 'A certificate was given out. It is used from the next start of the station.',
  renew: 'Renew now',
  enrol: 'Get a certificate',
  enrolAgain: 'Get another certificate',
  fields: { name: 'This station is', server: 'DM Server', lasts: 'Valid', renews: 'Renewed', custody: 'Its key is' },
  lasts: (from: number, until: number) => `${day(from)} to ${day(until)}`,
  byHand: 'by whoever gave it out',
  renewsAt: (at: number) => `by itself, from ${day(at)} on`,
  custody: {
    keychain:
      'In a file of its owner alone, under a passphrase that the keychain of this computer has sealed. Only this window uses it.',
    'passphrase-file': 'In a file of its owner alone, under a passphrase that another file holds.',
    'passphrase-variable': 'In a file of its owner alone, under a passphrase from the environment.',
    plain: 'In a file of its owner alone, in clear: whoever reads that file is this station.',
  },
  url: 'Address',
  urlHint: 'As whoever runs the DM Server gave it: https://…',
  ca: 'Authorities that the server is known by',
  caHint: 'A PEM file.',
  secret: 'Secret, good once',
  secretHint: 'One line, name:secret. It is sent once and kept nowhere.',
  keyIn: 'What opens the key',
  keyInHint: 'The key itself is in server.pem of the station’s home, wrapped.',
  noKeychain:
    'This computer has no keychain that this program can use, so that a file has to hold the passphrase. Tokens (PKCS #11) cannot be used for it: TLS here cannot sign with them.',
  custodies: (keychain = '') => ({
    keychain: `Keychain (${keychain})`,
    'passphrase-file': 'Passphrase in a file',
    plain: 'Nothing (training)',
  }),
  phraseFile: 'File with the passphrase',
  phraseHint: 'Its first line. Best on a disk that is not this one.',
  ask: 'Get the certificate',
  asking: 'The server is asked',
  cancel: 'Leave it',
  pick: 'Pick…',
}
