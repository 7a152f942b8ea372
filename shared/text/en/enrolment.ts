const day = (at: number): string => new Date(at).toISOString().slice(0, 10)

export const enrolment = {
  enrolled: (name: string, until: number) => `This station is ${name} to its DM Server until ${day(until)}.`,
  renewed: (name: string, until: number) => `Renewed: this station is ${name} until ${day(until)}.`,
  shown: (name: string, until: number, isRenewed: boolean) =>
    `This station is ${name} until ${day(until)}. ${isRenewed ? 'It renews its certificate by itself.' : 'Whoever gave the certificate has to renew it.'}`,
  custody: {
    keychain:
      'Its key is in a file of its owner, under a passphrase that the keychain has sealed: only the window uses it.',
    'passphrase-file': 'Its key is in a file of its owner, under a passphrase from another file.',
    'passphrase-variable': 'Its key is in a file of its owner, under a passphrase from the environment.',
    plain: 'Its key is in a file of its owner, in clear: whoever reads the file is this station.',
  },
  enrolledBefore: 'this station has a certificate; --again replaces it, --renew renews it',
  unwrapped: 'the key needs a passphrase: name --passphrase-file or --passphrase-env; a training bench needs none',
  none: 'this station has no DM Server; enrol it with --url, --ca and --secret-file',
}
