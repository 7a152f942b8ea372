import { bytesOf, concat } from '../../shared/bytes'
import { type Channel, getResponse } from './channel'

/**
 * ETSI TS 102 221, 7.3.1.1: APDUs over T=0. A command without data gets a P3, one with data and Le loses its Le and
 * has its answer fetched; what a warning (62xx, 63xx) keeps back is fetched with length 00, and the warning stays.
 */
export const overT0 = (channel: Channel): Channel => ({
  transmit: async (command) => {
    if (command.length === 4) return channel.transmit(concat(command, bytesOf(0)))
    if (!isCase4(command)) return channel.transmit(command)
    const response = await channel.transmit(command.subarray(0, -1))
    const isWarning = response.at(-2) === 0x62 || response.at(-2) === 0x63
    if (!isWarning || response.length > 2) return response
    const kept = await getResponse(channel, command[0] ?? 0, 0)
    return concat(kept.subarray(0, -2), response)
  },
})

const isCase4 = (command: Uint8Array): boolean => command.length > 6 && command.length === 6 + (command[4] ?? 0)
