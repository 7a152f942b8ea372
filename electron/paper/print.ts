// Paper: a page of our own markup in a hidden window, without script and without any network, as PDF or to a printer.
import { createHash } from 'node:crypto'
import latinExtended from '@fontsource-variable/geist/files/geist-latin-ext-wght-normal.woff2?inline'
import latin from '@fontsource-variable/geist/files/geist-latin-wght-normal.woff2?inline'
import arabic from '@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2?inline'
import { BrowserWindow, type Session, session, type WebContents } from 'electron'
import { Failed } from '../../shared/failure'
import { type Html, html } from '../intake/html'

/** What is to be on paper. `style` is CSS and says with `@page` how large the paper is; `style` attributes do nothing. */
export type Paper = {
  readonly title: string
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly style: string
  readonly body: Html
}

export type Printer = {
  readonly pdf: (paper: Paper) => Promise<Uint8Array>
  /** The name of the printer that took it; undefined where there is none. Fails with `print.failed`. */
  readonly print: (paper: Paper) => Promise<string | undefined>
}

const origin = 'app://paper'
const fonts = `
@font-face { font-family: "Geist"; font-weight: 100 900; src: url(${arabic}) format("woff2"); unicode-range: U+0600-06FF, U+0750-077F, U+0870-088E, U+0890-0891, U+0897-08E1, U+08E3-08FF, U+200C-200E, U+2010-2011, U+204F, U+2E41, U+FB50-FDFF, U+FE70-FE74, U+FE76-FEFC }
@font-face { font-family: "Geist"; font-weight: 100 900; src: url(${latin}) format("woff2"); unicode-range: U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215 }
@font-face { font-family: "Geist"; font-weight: 100 900; src: url(${latinExtended}) format("woff2"); unicode-range: U+0100-02BA, U+1E00-1E9F, U+20A0-20AB, U+20AD-20C0 }
`

/** After the app is ready. */
export function createPrinter(): Printer {
  // In memory only, and nobody else's.
  const paperSession = session.fromPartition('paper')
  paperSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  paperSession.webRequest.onBeforeRequest(({ url }, decide) =>
    decide({ cancel: !/^(app:\/\/paper\/|data:)/.test(url) }),
  )
  let turn: Promise<unknown> = Promise.resolve()
  /** One after the other: they share the session's only address. */
  const inTurn = <T>(paper: Paper, work: (contents: WebContents) => Promise<T>): Promise<T> => {
    const mine = turn.then(() => withPaper(paperSession, paper, work))
    turn = mine.catch(() => undefined)
    return mine
  }
  return {
    pdf: (paper) =>
      inTurn(paper, (contents) =>
        contents.printToPDF({ preferCSSPageSize: true, printBackground: true, generateTaggedPDF: true }),
      ),
    print: (paper) =>
      inTurn(paper, async (contents) => {
        const printers = await contents.getPrintersAsync()
        const [printer] = printers
        if (printer === undefined) return undefined
        await new Promise<void>((done, fail) =>
          contents.print({ silent: true, printBackground: true }, (isPrinted, reason) =>
            isPrinted ? done() : fail(new Failed({ code: 'print.failed', reason })),
          ),
        )
        return printer.displayName
      }),
  }
}

async function withPaper<T>(
  paperSession: Session,
  paper: Paper,
  work: (contents: WebContents) => Promise<T>,
): Promise<T> {
  paperSession.protocol.handle('app', () => answerWith(paper))
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: paperSession,
      sandbox: true,
      contextIsolation: true,
      javascript: false,
      webviewTag: false,
    },
  })
  try {
    await window.loadURL(`${origin}/`)
    return await work(window.webContents)
  } finally {
    window.destroy()
    paperSession.protocol.unhandle('app')
  }
}

function answerWith({ title, language, direction, style, body }: Paper): Response {
  const whole = fonts + style
  const { markup } =
    html`<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><title>${title}</title><style>${{ markup: whole }}</style></head><body>${body}</body></html>`
  const hash = createHash('sha256').update(whole).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
  return new Response(markup, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
    },
  })
}
