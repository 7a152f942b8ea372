// The pages a customer sees: plain documents, no script, nothing from elsewhere, either direction of writing.
import type { IntakePage } from '../../shared/text/en/intake-page'
import { intakePages } from '../../shared/text/intake-pages'
import { type Html, html } from './html'

export type Shown = { readonly words: IntakePage; readonly csrf: string; readonly problem?: string | undefined }

export const formPage = (shown: Shown, typed: { readonly imei: string; readonly phone: string }): string => {
  const { words } = shown
  return page(
    shown,
    words.title,
    html`<p>${words.lead}</p>
${form(
  shown,
  '/start',
  html`${field('imei', words.imei, words.imeiHelp, typed.imei, 24)}
${field('phone', words.phone, words.phoneHelp, typed.phone, 24)}
<button>${words.sendCode}</button>`,
)}`,
  )
}

export const codePage = (shown: Shown): string => {
  const { words } = shown
  return page(
    shown,
    words.codeTitle,
    html`<p>${words.codeLead}</p>
${form(shown, '/code', html`${field('code', words.code, undefined, '', 6)}<button>${words.confirm}</button>`)}
${form(shown, '/again', html`<button class="less">${words.again}</button>`)}
<p><a href="/">${words.over}</a></p>`,
  )
}

export const wordsPage = (shown: Shown, title: string, lead: string): string =>
  page(shown, title, html`<p>${lead}</p><p><a href="/">${shown.words.over}</a></p>`)

function page({ words, problem }: Shown, title: string, body: Html): string {
  const chooser = intakePages.map(
    ({ language, name }) =>
      html`<a href="/?lang=${language}" lang="${language}" ${language === words.language ? html`aria-current="true"` : undefined}>${name}</a> `,
  )
  return `<!doctype html>${
    html`
<html lang="${words.language}" dir="${words.direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<link rel="stylesheet" href="/page.css"></head>
<body><main>
<nav aria-label="${words.languages}">${chooser}</nav>
<h1>${title}</h1>
${problem === undefined ? undefined : html`<p role="alert">${problem}</p>`}
${body}
</main></body></html>
`.markup
  }`
}

const form = ({ csrf }: Shown, action: string, inside: Html): Html =>
  html`<form method="post" action="${action}" autocomplete="off"><input type="hidden" name="csrf" value="${csrf}">
${inside}
</form>`

/** Digits run from left to right in every language. */
const field = (name: string, label: string, help: string | undefined, value: string, most: number): Html =>
  html`<label for="${name}">${label}</label>
${help === undefined ? undefined : html`<p id="${name}-help">${help}</p>`}
<input id="${name}" name="${name}" value="${value}" dir="ltr" inputmode="tel" autocomplete="off" required maxlength="${String(most)}"
 ${help === undefined ? undefined : html`aria-describedby="${name}-help"`}>`

export const pageCss = `:root{color-scheme:light dark;font:1.125rem/1.5 system-ui,sans-serif}
body{margin:0;background:Canvas;color:CanvasText}
main{max-width:32rem;margin:0 auto;padding:1.5rem}
nav{display:flex;gap:1.25rem;flex-wrap:wrap}
nav a{padding:.5rem 0;color:inherit}
nav a[aria-current]{font-weight:600;text-decoration:none}
h1{font-size:1.75rem;line-height:1.2;margin:1.5rem 0 .5rem}
form{margin:1.5rem 0 0}
label{display:block;font-weight:600;margin-top:1.25rem}
label+p{margin:.25rem 0;opacity:.8}
input{box-sizing:border-box;width:100%;min-height:3rem;padding:.5rem .75rem;font:inherit;font-variant-numeric:tabular-nums;border:1px solid GrayText;border-radius:.5rem;background:Field;color:FieldText}
[dir=rtl] input{text-align:right}
button{width:100%;min-height:3.25rem;margin-top:1.5rem;font:inherit;font-weight:600;border:0;border-radius:.5rem;background:#0b57d0;color:#fff;cursor:pointer}
button.less{background:none;color:inherit;border:1px solid GrayText;margin-top:0}
input:focus-visible,button:focus-visible,a:focus-visible{outline:3px solid #0b57d0;outline-offset:2px}
[role=alert]{border-inline-start:.375rem solid #b3261e;padding:.5rem 1rem;background:#b3261e1f}
`
