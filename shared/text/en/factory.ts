import { count } from './figures'

export const factory = {
  built: (files: number, batch: string, folder: string) =>
    `${count(files, 'bootstrap file', 'bootstrap files')} for ${batch}, signed, in ${folder}.`,
  problem: (file: string, reason: string) => `${file} is ${reason}.`,
  verified: (outcome: 'PASS' | 'FAIL', files: number, signer: string) =>
    outcome === 'PASS'
      ? `PASS. ${count(files, 'bootstrap file', 'bootstrap files')}, all as ${signer} signed them.`
      : 'FAIL. No device should be given a file of this bundle.',
  placed: (result: 'placed' | 'unchanged', folder: string, readBack: 'remounted' | 'as it is') =>
    `${result === 'placed' ? 'Placed' : 'Already there'}: ${folder}, every file read back ${
      readBack === 'remounted' ? 'after the target was mounted anew' : 'as the system has it'
    }.`,
  notTheSame:
    'this template makes another message for each device; a file for a model or for everyone must be the same for all',
  noSigner: 'a bundle is signed: name --cert and --key, or factory in station.json',
  noTrust: 'name the certificates to trust with --trust',
}
