import { type Clauses, readingOf } from '../reading'

// What a device finds wrong with a message: codes of the readers, as clauses.
const clauses = {
  'neither JSON, WBXML nor XML': 'it is neither JSON, WBXML nor XML, nor hex of one',
  empty: 'there is nothing in it',
  'bad-uri': 'it is no https address',
  'clienturi-missing': 'it is missing, so the device cannot tell what object this is',
  'clienturi-syntax': 'it is not written as the name of an object and a slash',
  'duplicate-member': 'it is there twice',
  'insecure-uri': 'the address is not https',
  'leaf-missing': 'it is missing',
  'leaf-type': 'its value is of another type',
  'name-missing': 'a parm has no name',
  'no-supported-item': 'it has no account and no connection in it',
  'node-name': 'it is no name for a node',
  'not-an-array': 'it is JSON, but no list',
  'not-an-object': 'it is no object',
  'not-json': 'it is not JSON',
  'not-provisioning': 'it is no Client Provisioning document',
  'not-syncml': 'it is no SyncML message',
  'not-tnds': 'it is no management tree in TNDS',
  'not-utf8': 'it is not UTF-8',
  'srvid-twice': 'two accounts are of one server',
  'tnds-alone': 'it is a management tree alone; a bootstrap message has it in SyncML',
  'two-roots': 'it has two roots',
  'type-missing': 'a characteristic has no type',
  'unknown-document': 'it is XML, but neither SyncML nor Client Provisioning',
  'unknown-element': 'no such element is known',
}

export type ReadingClauses = Clauses<keyof typeof clauses>

/** A reason of a failure in words: a code is looked up, anything else is words already. */
export const reading = readingOf(clauses)

/** Whether it came from reading a message and not from making one. */
export const isReading = (reason: string): boolean => Object.hasOwn(clauses, reason)
