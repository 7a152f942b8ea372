export const asRoot: readonly string[]
export function electronBinary(): string | undefined
