// Why something was refused, as sentences: a failure carries one in English, and a window finds it again here to say it in
// its own language. `{}` is a fact. A reason that is not here is a technical detail, and is shown as one.

export const reasons = [
  // the way to a server
  'nothing listens at the address',
  'the connection was cut',
  'the server does not answer',
  'no way to the server',
  'the network is down',
  'the name of the server is not known',
  'names cannot be looked up',
  'no answer',
  'no answer within {} s',
  'nothing was answered',
  'one of a batch was not answered',
  'the batch was not done in time',
  'the exchange failed ({})',
  'a gateway answers {}',
  'the answer was not understood',
  'not an https address',
  // who is who
  'the server’s certificate is not from our certificate authority',
  'the server’s certificate is not one for a server',
  'the server’s certificate has expired, or this clock is wrong',
  'the server’s certificate is not valid yet, or this clock is wrong',
  'the server’s certificate is for another name',
  'the server’s certificate does not hold ({})',
  'what answers does not speak TLS',
  'the server speaks no TLS from 1.2 on',
  'the server does not have our key',
  'the server asks for a certificate',
  'the server does not know who issued our certificate',
  'our certificate has expired, or the server’s clock is wrong',
  'our certificate has been revoked',
  'the server does not take our certificate',
  'no secure connection ({})',
  // readers
  'no PC/SC service answers',
  'the PC/SC service stopped',
  'the PC/SC service does not answer',
  'the reader process ended',
  'the reader process does not go on',
  'the training bench does not answer',
  'there is no reader {}, only 1 to {}',
  // disks
  'access to the file is not permitted',
  'the file cannot be written',
  'the file cannot be opened',
  'the file is damaged',
  'the file is not a database',
  'the disk could not be read or written',
  'the disk is full',
  'the disk is read-only',
  'the disk quota is used up',
  'another program holds the file',
  'there is no such file',
  'a part of the path is not a directory',
  'this is a directory, not a file',
  'a file is in the place of the directory',
  'it is not there',
  'it is not a file',
  'it is too long',
  'it is not what this program writes there',
  'cannot be read',
  'cannot be read ({})',
  'cannot be written ({})',
  'cannot be used ({})',
  // what a station lacks
  'this station has no DM Server; name it in station.json',
  'this station has no card key; name its file in station.json, admFile',
  'this station has no certificate',
  'this computer has no keychain that this program can use',
  'the key needs a passphrase: only a training bench has its key in clear',
  'this station’s company has no registration of the device',
  'name the template in station.json',
  // keys
  'it is for cards of {}; the card keys of this station are {}',
  'it is not pairs of hex digits',
  'it is not hex, and not all of it is ASCII',
  'it was taken out or does not work',
  'it does not answer',
  'it is not open',
  'the PIN of a card has 4 to 8 digits',
  // a station’s certificate
  'the secret is wrong, or it was used before',
  'a person has to agree first; ask again later',
  'no certificate was given ({})',
  'the answer holds no certificates',
  'the certificate is for another key',
  'not a certificate',
  'it holds one line, name:secret, with a secret of 8 characters or more',
  'this certificate was not given out by enrolment, so whoever gave it has to renew it',
  'the next certificate does not last longer than this one',
  'nothing was refused to {}',
  'the window takes it from a file, or from a supervisor',
  'the environment has no {}',
  // messages and templates
  'there is no template "{}"',
  'the message is not the one that was reviewed',
  'the message is no longer the one shown',
  'a message needs a server',
  'there is no DM account in it',
  'its address is no URL',
  'a device would have no account from it',
  '{} was changed after the order',
  '{} was changed since the batch was made',
  '{} was changed after batch {} was made',
  '{} is another template by now',
  '{} asks for {}, a secret; only a list can have one for each device',
  '{} has no such variable',
  '{} makes {}, not {}',
  'the card holds {}, this is {}',
  'is missing; it takes {}',
  '{} also needs {}, which this form does not ask for: give it a default, or choose {} here and compare the other way round',
  'must have at least {} characters',
  'must not hold the secret',
  'ends too early',
  'needs {} bytes, has {}',
  '{} bytes are left over',
  'it is not JSON',
  // jobs, lanes, batches
  'there is no job {}',
  'this job is running',
  'what is of a training bench is done there, and nothing else is',
  'this job has nothing left to do but to wait',
  'this job has no conflict to decide',
  'its registration is not kept any more; resume the job',
  'it has proven nothing that a receipt could say',
  'choose a batch before it is armed',
  'no lane asks for a device',
  'lane {} has no card of this batch',
  'it is not on the list of this batch',
  'another card of this batch has it',
  'it belongs to batch {}',
  'there is no batch {}',
  'there is a batch {} already',
  'batch {} is ready',
  'batch {} is running',
  'batch {} is paused',
  'batch {} is stopped',
  'batch {} is closed',
  'batch {} has no identities yet; import its list first',
  'the identities of batch {} are scanned one by one',
  'all {} pieces of batch {} are accounted for',
  'batch {} has no piece left for it',
  'its job is running; wait until it has ended',
  'its card was set aside as a reject',
  'its card is another piece by now',
  'its identity went to another card',
  'a range has no {}; import a list with a column for it',
  'an end of a range is 14 or 15 digits, or meid: or esn: and hex',
  'both ends of a range are of one kind',
  'the last of a range is not before the first',
  'a range has at most ten million devices',
  'check digit of IMEI {} is {}, digits before it give {}',
  // what was asked
  'the request is not understood',
  'it does not have the form that it must have',
  // sources and lives
  'say why, in a few words',
  'there is nothing left to decide',
  'there is no entry {}',
  'the check digit of this {} does not fit',
  'lives are kept by device, card, job and phone number, and by no other number of a label',
  'it is no device, card, job or phone number that this station can read',
  // what a card has not
  'bootstrap file',
  'PKCS#15 application',
  'record for PKCS#15 in EF(DIR)',
  'entry for DM bootstrap in EF(DODF)',
  'EF(ODF)',
  'EF(ICCID)',
  'file for {} that a device finds',
  'single file for the message: there are two bootstrap files, {} and {}, and no way to choose',
  'file of its own for the message: the entry leads to {}, which the card needs itself',
  'right to update its bootstrap file {} with a card key',
  'byte in its bootstrap file that the entry would begin with',
  'right to read its bootstrap file {} with its PIN',
  'file {}',
] as const

export type Reason = (typeof reasons)[number]

/** A sentence with its facts in it. */
export const filled = (sentence: string, facts: readonly string[]): string => {
  const rest = [...facts]
  return sentence.replace(/\{\}/g, () => rest.shift() ?? '')
}

/** One of the sentences above, for a failure to carry. */
export const because = (sentence: Reason, ...facts: readonly (string | number)[]): string =>
  filled(sentence, facts.map(String))

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
const patterns = reasons.map((sentence) => ({
  sentence,
  pattern: new RegExp(`^${sentence.split('{}').map(escaped).join('(.+)')}$`, 's'),
}))

/** The sentence that a failure carries, and its facts; undefined for words from elsewhere. */
export function reasonIn(told: string): { readonly sentence: Reason; readonly facts: readonly string[] } | undefined {
  for (const { sentence, pattern } of patterns) {
    const found = pattern.exec(told)
    if (found) return { sentence, facts: found.slice(1) }
  }
  return undefined
}
