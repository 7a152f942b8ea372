const hidden = '•••'
const inspect = Symbol.for('nodejs.util.inspect.custom')

/** A value that prints as bullets wherever it slips out. `reveal` is called only where it is used. */
export type Secret<T> = { readonly reveal: () => T }

export const secret = <T>(value: T): Secret<T> =>
  Object.freeze({
    reveal: () => value,
    toString: () => hidden,
    toJSON: () => hidden,
    [inspect]: () => hidden,
  })
