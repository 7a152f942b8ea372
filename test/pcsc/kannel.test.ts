// CP in Kannel's encoding, by its test_ota, means what it means in ours.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, test as anyTest, expect } from 'vitest'
import { parseDevice } from '../../shared/identity/device'
import type { Credential } from '../../shared/message/account'
import { composeMessage, readMessage, showMessage, xmlDocumentOf } from '../../shared/message/message'
import { accessPoints, cpAccounts, credentialOf, inClear, several } from '../support/accounts'
import { bytesOfVector } from '../support/vectors'

const program = '/usr/lib/kannel/test/test_ota'
const test = anyTest.skipIf(!existsSync(program))
const folder = mkdtempSync(join(tmpdir(), 'kannel-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** It takes blanks between elements for text, and needs the document type to know the token tables. */
function writtenByKannel(bytes: Uint8Array): Uint8Array {
  const [xml, binary] = [join(folder, 'message.xml'), join(folder, 'message.wbxml')]
  // it appends to what is there
  rmSync(binary, { force: true })
  writeFileSync(xml, xmlDocumentOf(bytes).replace(/>\s+</g, '><'))
  execFileSync(program, ['-v', '4', '-f', binary, xml], { cwd: folder, stdio: 'ignore' })
  return new Uint8Array(readFileSync(binary))
}

test.for(['cp-w7', 'cp-full'])('Kannel encodes %s as another tree of tokens that reads the same', (name) => {
  const bytes = writtenByKannel(bytesOfVector(name))
  expect(bytes).toEqual(bytesOfVector(`${name}-kannel`))
  expect(showMessage(bytes, 'xml', { reveal: true })).toBe(showMessage(bytesOfVector(name), 'xml', { reveal: true }))
})

/** Kannel cuts blanks at the ends of a value, and has trouble with other scripts. */
const plain = (text: string): string => text.replace(/[^!-~]/gu, '.')
const plainCredential = (credential: Credential | undefined) =>
  credential && {
    ...credentialOf(plain(credential.name), 'secret', 'nonce'),
    ...(credential.type && { type: credential.type }),
  }

test('Kannel and we agree on every account and access point', () =>
  fc.assert(
    fc.property(several(cpAccounts), accessPoints, (accounts, points) => {
      const ours = composeMessage({
        format: 'cp',
        device: parseDevice('imei:490154203237518'),
        accounts: accounts.map((account) => ({
          ...account,
          name: plain(account.name),
          client: plainCredential(account.client),
          server: plainCredential(account.server),
        })),
        accessPoints: points.map((point) => ({ ...point, name: plain(point.name) })),
      })
      const [here, there] = [readMessage(ours), readMessage(writtenByKannel(ours))]
      expect(there.accounts.map(inClear)).toEqual(here.accounts.map(inClear))
      expect(there.accessPoints).toEqual(here.accessPoints)
    }),
    { numRuns: 30 },
  ))
