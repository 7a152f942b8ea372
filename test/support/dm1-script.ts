// A DM 1.2 server that says what it is told to say, whatever the client answers.
import type { HttpAnswer } from '../../shared/http/exchange'
import { decodeMessage, dm1Wbxml, encodeMessage, type Message, numbered } from '../../shared/session/dm1/message'
import { accountBy, bootstrapped, devId, runClient, url } from './dm1-pair'

/** A server that answers with these, one after the other, and proves itself by TLS. */
export const scripted = (...replies: readonly ((msgId: string) => Partial<Message>)[]) => {
  const bare = { ...accountBy(), client: undefined, server: undefined }
  const sent: Message[] = []
  const answer = ({ body }: { readonly body?: Uint8Array }): HttpAnswer => {
    const message = decodeMessage(body ?? new Uint8Array())
    sent.push(message)
    const { msgId } = message.header
    const reply = replies[sent.length - 1]?.(msgId) ?? {}
    const header = { verDtd: '1.2', verProto: 'DM/1.2', sessionId: '1', msgId, target: devId, source: url }
    const whole = { header, commands: numbered([ok(msgId)]), isFinal: true, ...reply }
    return { status: 200, headers: { 'content-type': dm1Wbxml }, body: encodeMessage(whole, dm1Wbxml) }
  }
  return { sent, run: () => runClient(bootstrapped(bare), answer) }
}
export const ok = (msgRef: string, code = 200) =>
  ({ is: 'Status', msgRef, cmdRef: '0', cmd: 'SyncHdr', targetRefs: [], sourceRefs: [], code }) as const
export const get = { is: 'Get', items: [{ target: './DevInfo/Mod' }] } as const
