/** Something a reader put up with: a code, and the path of the node it is about. */
export type Warning = { readonly code: string; readonly path: string }

export const wordsOf = ({ code, path }: Warning): string => (path === '' ? code : `${code}: ${path}`)
