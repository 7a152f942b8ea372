import { html } from '../intake/html'
import type { Paper } from './print'

/** Paper as a file of its own: without script, and without anything from elsewhere. */
export const documentOf = ({ title, language, direction, style, body }: Paper): string =>
  html`<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><title>${title}</title><style>${{ markup: style }}</style></head><body>${body}</body></html>
`.markup
