// A receiver of short messages written from 3GPP TS 23.040, 9.2.3.24 alone: it shares no code with the station.
// Octet 0 is the length of the header; then identifier, length and data of each element; the rest is user data.

type Received = { readonly destination: number; readonly source: number; readonly bytes: readonly number[] }

export function joined(messages: readonly Uint8Array[]): Received {
  const parts = new Map<number, readonly number[]>()
  let [destination, source, expected] = [-1, -1, 1]
  for (const message of messages) {
    const view = new DataView(message.buffer, message.byteOffset, message.byteLength)
    const userData = 1 + view.getUint8(0)
    let sequence = 1
    for (let at = 1; at < userData; at += 2 + view.getUint8(at + 1)) {
      const [identifier, data] = [view.getUint8(at), at + 2]
      if (identifier === 5) [destination, source] = [view.getUint16(data), view.getUint16(data + 2)]
      if (identifier === 0) [expected, sequence] = [view.getUint8(data + 1), view.getUint8(data + 2)]
      if (identifier === 8) [expected, sequence] = [view.getUint8(data + 2), view.getUint8(data + 3)]
    }
    parts.set(sequence, Array.from(message).slice(userData))
  }
  const inOrder = [...parts].sort(([left], [right]) => left - right)
  if (inOrder.some(([sequence], at) => sequence !== at + 1) || inOrder.length !== expected)
    throw new Error('incomplete')
  return { destination, source, bytes: inOrder.flatMap(([, bytes]) => bytes) }
}
