// A person's word on why something is done, for the audit.

const fewestCharacters = 3

/** Whether a reason says anything. */
export const isSaid = (reason: string): boolean => reason.trim().length >= fewestCharacters
