// The station's certificate and key: one file, so that it is replaced at once, for its owner only, the key under a passphrase.
import { createCipheriv, createPrivateKey, pbkdf2, randomBytes, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join, parse } from 'node:path'
import { promisify } from 'node:util'
import forge from 'node-forge'
import { makeWhole, writeWhole } from '../whole-file'
import type { Enrolled } from './est'
import { nextOf } from './left-over'

/** PBKDF2 with SHA-256, as OWASP advises for a password that a person chose. */
const rounds = 600_000

/** One file, and what is in it of the server's. */
export type Kept = { readonly file: string; readonly certificates: Enrolled }

/**
 * Keeps a key, and with it the certificates that are got for it: a disk that takes nothing is found out before a secret is
 * spent that is good once. Where there is a file already, beside it: a station that runs goes on with the one it has.
 * Without a passphrase the key is plain: for a bench only. Fails as `certified` does and with `disk.failed`; nothing is
 * left then. A program that is ended meanwhile leaves a key under no name that anybody reads, for `sweepLeftOver`.
 */
export async function keepCredential(
  path: string,
  keyPem: string,
  passphrase: string | undefined,
  certified: () => Promise<Enrolled>,
): Promise<Kept> {
  const key = passphrase === undefined ? keyPem : await wrapped(keyPem, passphrase)
  const next = nextOf(path, randomUUID())
  writeWhole(next, textOf([key]))
  try {
    const certificates = await certified()
    return { file: keptBeside(path, textOf([...certificates, key])), certificates }
  } finally {
    rmSync(next, { force: true })
  }
}

const textOf = (pems: readonly string[]): string => pems.map((pem) => `${pem.trim()}\n`).join('')

/** `a.pem`, or `a-2.pem` where that is there already, and so on. */
function keptBeside(path: string, text: string): string {
  const { dir, name, ext } = parse(path)
  for (let nth = 1; ; nth++) {
    const file = join(dir, `${name}${nth === 1 ? '' : `-${nth}`}${ext}`)
    if (makeWhole(file, text)) return file
  }
}

const derive = promisify(pbkdf2)

/** PKCS#8 under PBES2 with AES-256 (RFC 8018, 6.2): what OpenSSL and Node read. Node itself would take 2,048 rounds. */
async function wrapped(keyPem: string, passphrase: string): Promise<string> {
  const [salt, iv] = [randomBytes(16), randomBytes(16)]
  const cipher = createCipheriv('aes-256-cbc', await derive(passphrase, salt, rounds, 32, 'sha256'), iv)
  const plain = createPrivateKey(keyPem).export({ type: 'pkcs8', format: 'der' })
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  const kdf = sequence(
    oid('pkcs5PBKDF2'),
    sequence(octets(salt), integer(rounds), sequence(oid('hmacWithSHA256'), nothing)),
  )
  const scheme = sequence(oid('pkcs5PBES2'), sequence(kdf, sequence(oid('aes256-CBC'), octets(iv))))
  return forge.pki.encryptedPrivateKeyToPem(sequence(scheme, octets(sealed)))
}

type Der = forge.asn1.Asn1
const { Class, Type, create } = forge.asn1
const sequence = (...parts: Der[]): Der => create(Class.UNIVERSAL, Type.SEQUENCE, true, parts)
const octets = (bytes: Buffer): Der => create(Class.UNIVERSAL, Type.OCTETSTRING, false, bytes.toString('latin1'))
const integer = (value: number): Der =>
  create(Class.UNIVERSAL, Type.INTEGER, false, forge.asn1.integerToDer(value).getBytes())
const nothing: Der = create(Class.UNIVERSAL, Type.NULL, false, '')
const oid = (name: string): Der =>
  create(Class.UNIVERSAL, Type.OID, false, forge.asn1.oidToDer(forge.pki.oids[name] ?? name).getBytes())
