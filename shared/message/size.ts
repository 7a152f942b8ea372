// How many bytes a message may have where it goes.

/**
 * Offsets of READ and UPDATE BINARY have 15 bits (ETSI TS 102 221, 11.1.3 and 11.1.4): what lies behind is read by no
 * device, although a file may say that it has up to 65,535 bytes.
 */
export const mostOnCard = 0x8000

/** No standard limits a file that a device is made with: above this somebody typed too many digits. */
export const mostInFile = 0x100000
