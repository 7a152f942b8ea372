/** Words for whoever runs the program, on stderr. Never a key, a message, an environment or a whole object. */
export const log = (line: string): void => void process.stderr.write(`${line}\n`)

/** For parts whose small talk nobody asked for. */
export const silent = (_line: string): void => undefined
