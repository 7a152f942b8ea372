// The connectionless Push PDU of WAP-230-WSP, 8.2.4.1: what an SMS to port 2948 carries.
import { type ByteReader, ByteWriter } from '../bytes'
import type { Codec } from '../codec'
import { type ContentType, contentType } from './content-type'
import { integerOf, readText, readValue, uintvar, within, writeInteger, writeText } from './wsp-value'

/** An application is known by its OMNA number or, without one, by its URI. */
export type ApplicationId = number | string

export type PushPdu = ContentType & {
  readonly transactionId: number
  readonly applicationId?: ApplicationId | undefined
  readonly body: Uint8Array
}

/** OMNA push application id of the DM client. */
export const dmApplicationId = 0x07
const dmApplicationUri = 'x-wap-application:syncml.dm'

const PUSH = 0x06
/** WAP-230-WSP, table 39: X-Wap-Application-Id. */
const APPLICATION_ID = 0x2f
const shiftDelimiter = 0x7f
const lastShortCut = 0x1f

export const pushPdu: Codec<PushPdu> = {
  write(out, { transactionId, applicationId, body, ...type }) {
    const headers = new ByteWriter()
    contentType.write(headers, type)
    if (applicationId !== undefined) headers.put(0x80 | APPLICATION_ID)
    if (typeof applicationId === 'string') writeText(headers, applicationId)
    if (typeof applicationId === 'number') writeInteger(headers, applicationId)
    const bytes = headers.done()
    uintvar.write(out.put(transactionId, PUSH), bytes.length)
    out.append(bytes).append(body)
  },
  read(input) {
    const transactionId = input.byte()
    const type = input.byte()
    if (type !== PUSH) return input.fail(`PDU type ${type} is not Push`)
    const headers = within(input, uintvar.read(input))
    const content = contentType.read(headers)
    const applicationId = readFields(headers)
    return {
      transactionId,
      ...content,
      ...(applicationId !== undefined && { applicationId }),
      body: input.take(input.left),
    }
  },
}

/** Of the fields after Content-Type only the application id means something to us; the others are passed over. */
function readFields(input: ByteReader): ApplicationId | undefined {
  let page = 1
  let found: ApplicationId | undefined
  while (input.left > 0) {
    const first = input.peek() ?? 0
    if (first === shiftDelimiter || (first > 0 && first <= lastShortCut)) page = readShift(input)
    else if (first < 0x80) skipField(input)
    else if (input.byte() === (0x80 | APPLICATION_ID) && page === 1) found = readApplicationId(input, found)
    else readValue(input)
  }
  return found
}

/** 8.4.2.6: header code pages; below 32 in one byte. */
function readShift(input: ByteReader): number {
  const first = input.byte()
  return first === shiftDelimiter ? input.byte() : first
}

/** 8.4.2.6: a field named by text has text for a value. */
function skipField(input: ByteReader): void {
  if (readText(input) === '') input.fail('a header has no name')
  readText(input)
}

function readApplicationId(input: ByteReader, before: ApplicationId | undefined): ApplicationId {
  if (before !== undefined) return input.fail('the application id is there twice')
  const value = readValue(input)
  if (value.kind !== 'text') return integerOf(value) ?? input.fail('the application id has more than four bytes')
  return value.value.toLowerCase() === dmApplicationUri ? dmApplicationId : value.value
}
