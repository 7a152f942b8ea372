/** Names every template may use: how the device calls itself, its bare number, and the template's own name. */
export const builtIns = ['devId', 'deviceValue', 'template'] as const

const placeholder = /\{([A-Za-z][A-Za-z0-9]*)\}/g

export const isVariableName = (name: string): boolean =>
  /^[A-Za-z][A-Za-z0-9]*$/.test(name) && !builtIns.some((builtIn) => builtIn === name)

/** The variables a text speaks of: `{name}`. Any other brace is itself. */
export const namesIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(placeholder), ([, name]) => name ?? '')

/** The text with every `{name}` replaced, once: a value is never read again. */
export const fillIn = (text: string, values: ReadonlyMap<string, string>): string =>
  !text.includes('{') ? text : text.replace(placeholder, (whole, name: string) => values.get(name) ?? whole)
