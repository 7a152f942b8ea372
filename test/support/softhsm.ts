import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TokenPlace } from '../../electron/keys/source'

const module = '/usr/lib/softhsm/libsofthsm2.so'

/** Puts the key that comes in on stdin into a token. */
const importer = `
const p = require('pkcs11js')
const [module, label, pin, name, type] = process.argv.slice(1)
const library = new p.PKCS11()
library.load(module)
library.C_Initialize()
const slot = library.C_GetSlotList(true).find((one) => library.C_GetTokenInfo(one).label.trim() === label)
const session = library.C_OpenSession(slot, p.CKF_SERIAL_SESSION | p.CKF_RW_SESSION)
library.C_Login(session, p.CKU_USER, pin)
const uses = ['CKA_TOKEN', 'CKA_PRIVATE', 'CKA_SENSITIVE', 'CKA_DECRYPT', 'CKA_SIGN']
library.C_CreateObject(session, [
  { type: p.CKA_CLASS, value: p.CKO_SECRET_KEY },
  { type: p.CKA_KEY_TYPE, value: type === 'AES' ? p.CKK_AES : p.CKK_GENERIC_SECRET },
  { type: p.CKA_LABEL, value: name },
  { type: p.CKA_VALUE, value: require('node:fs').readFileSync(0) },
  ...uses.map((use) => ({ type: p[use], value: true })),
])
library.C_Finalize()
`

export type SoftHsm = {
  readonly place: TokenPlace
  readonly env: NodeJS.ProcessEnv
  readonly pinFile: string
  readonly import: (label: string, type: 'AES' | 'GENERIC', key: Uint8Array) => void
  /** Logs in with another tool, which clears the flags of an earlier wrong PIN. */
  readonly login: () => void
  /** The token is gone, and back. */
  readonly take: () => void
  readonly bring: () => void
  readonly close: () => void
}

/** A token of SoftHSM in a folder of its own. */
export function createSoftHsm({ label, pin }: { readonly label: string; readonly pin: string }): SoftHsm {
  const home = mkdtempSync(join(tmpdir(), 'bootstation-hsm-'))
  const conf = join(home, 'softhsm2.conf')
  const pinFile = join(home, 'pin')
  mkdirSync(join(home, 'tokens'))
  writeFileSync(conf, `directories.tokendir = ${join(home, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`)
  writeFileSync(pinFile, `${pin}\n`, { mode: 0o600 })
  const env = { ...process.env, SOFTHSM2_CONF: conf }
  const tool = (...args: string[]) =>
    execFileSync('pkcs11-tool', ['--module', module, '--token-label', label, '--login', '--pin', pin, ...args], {
      env,
      stdio: 'pipe',
    })
  execFileSync('softhsm2-util', ['--init-token', '--free', '--label', label, '--so-pin', '87654321', '--pin', pin], {
    env,
    stdio: 'pipe',
  })
  return {
    place: { module, label, pin: { file: pinFile } },
    env,
    pinFile,
    import: (name, type, key) =>
      void execFileSync(process.execPath, ['-e', importer, module, label, pin, name, type], {
        env,
        cwd: join(import.meta.dirname, '..', '..'),
        input: key,
      }),
    login: () => void tool('--list-objects'),
    take: () => renameSync(join(home, 'tokens'), join(home, 'taken')),
    bring: () => renameSync(join(home, 'taken'), join(home, 'tokens')),
    close: () => rmSync(home, { recursive: true }),
  }
}
