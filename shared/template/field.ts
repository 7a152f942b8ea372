// Texts that fields of a template hold, and what is said of one that does not fit.
import { z } from 'zod'
import { isHttps } from '../https'
import { mostInFile, mostOnCard } from '../message/size'
import { namesIn } from './text'

export const line = z
  .string()
  .min(1)
  .max(10_240)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'must be one line without control characters')

export const kebab = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower case words joined by hyphens, like "operator-basic"')

/** OMA DM nodes and ACLs both carry it: only characters that need no escape in either (DM 2.0, 6.3.1). */
export const serverId = /^[A-Za-z0-9._~-]{1,64}$/
export const serverIdIs = 'must be 1 to 64 letters, digits or . _ ~ -'

export const httpsIs = 'must be an https:// address without user name or [parameters]'

const hasVariables = (text: string): boolean => namesIn(text).length > 0
export const idText = line.refine((text) => hasVariables(text) || serverId.test(text), serverIdIs)
export const urlText = line.refine((text) => hasVariables(text) || isHttps(text), httpsIs)

/** Bytes. */
const sizeUpTo = (most: number) => z.number().int().min(1).max(most)
export const cardSizeLimit = sizeUpTo(mostOnCard)
export const sizeLimit = sizeUpTo(mostInFile)
