import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, resolve, sep } from 'node:path'
import { protocol } from 'electron'
import type { Choices } from '../../shared/choices'
import { asChosen } from './page'

/** The one origin the window shows. */
export const appOrigin = 'app://bootstation'

// react-aria puts this one style into the page, for touch on its buttons. Nothing else may be inline.
const pressStyle = `@layer {
  [data-react-aria-pressable] {
    touch-action: pan-x pan-y pinch-zoom;
  }
}`
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${hashOf(pressStyle)}`,
  "font-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Before the app is ready. */
export const declareAppScheme = (): void =>
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])

/**
 * Serves the built page at `app://bootstation/`, as it was chosen to be, and nothing that is not in its folder. After the
 * app is ready.
 */
export function installAppProtocol(rendererDir: string, choices: () => Choices): void {
  const root = resolve(rendererDir)
  protocol.handle('app', async ({ method, url }) => {
    if (method !== 'GET') return refuse(405)
    const file = fileOf(root, url)
    const type = file && types[extname(file)]
    if (file === undefined || type === undefined) return refuse(404)
    const body = await readFile(file).catch(() => undefined)
    if (body === undefined) return refuse(404)
    const isPage = extname(file) === '.html'
    const said = isPage ? asChosen(body.toString('utf8'), choices()) : new Uint8Array(body)
    return new Response(said, { headers: headersOf(type) })
  })
}

/** The file an address names, if its host is ours and its path stays inside the folder. */
export function fileOf(root: string, address: string): string | undefined {
  const { host, pathname } = new URL(address)
  if (host !== 'bootstation') return undefined
  const path = decoded(pathname)
  if (path === undefined || path.includes('\0') || path.includes('\\')) return undefined
  const file = resolve(root, `.${path === '/' || path === '' ? '/index.html' : path}`)
  return file.startsWith(root + sep) ? file : undefined
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}

const headersOf = (type: string): Record<string, string> => ({
  'content-type': type,
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
})

const refuse = (status: number): Response => new Response(null, { status })
