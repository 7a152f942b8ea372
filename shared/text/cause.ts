/** A failure in a line of a chart: its short name, or its code, which is a word of its own. */
export const causeOf = (names: Readonly<Record<string, string>>, code: string): string => names[code] ?? code
