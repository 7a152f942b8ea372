// ETSI TS 102 221, 10.1.2: commands of cards by their instruction. The standard's words, in every language.
const names: Readonly<Record<number, string>> = {
  4: 'DEACTIVATE FILE',
  32: 'VERIFY',
  36: 'CHANGE PIN',
  38: 'DISABLE PIN',
  40: 'ENABLE PIN',
  44: 'UNBLOCK PIN',
  68: 'ACTIVATE FILE',
  80: 'INITIALIZE UPDATE',
  112: 'MANAGE CHANNEL',
  130: 'EXTERNAL AUTHENTICATE',
  132: 'GET CHALLENGE',
  136: 'AUTHENTICATE',
  164: 'SELECT',
  176: 'READ BINARY',
  178: 'READ RECORD',
  192: 'GET RESPONSE',
  212: 'RESIZE FILE',
  214: 'UPDATE BINARY',
  220: 'UPDATE RECORD',
  224: 'CREATE FILE',
  228: 'DELETE FILE',
  242: 'STATUS',
}

export const commandName = (ins: number): string =>
  names[ins] ?? `INS ${ins.toString(16).toUpperCase().padStart(2, '0')}`

/** A header in hex says little; its instruction has a name. */
export const namedCommand = (command: string): string =>
  /^[0-9A-F]{8,}$/i.test(command) ? `${commandName(Number.parseInt(command.slice(2, 4), 16))} (${command})` : command
