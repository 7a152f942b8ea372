const hidden = '•••'

/** A value that prints as bullets wherever it slips out. `reveal` is called only where it is used. */
export type Secret<T> = { readonly reveal: () => T }

/** One object for each of thousands of messages: its methods are shared, its value is out of reach of whatever prints it. */
class Hidden<T> {
  readonly #value: T
  constructor(value: T) {
    this.#value = value
  }
  reveal(): T {
    return this.#value
  }
  toString(): string {
    return hidden
  }
  toJSON(): string {
    return hidden
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return hidden
  }
}

export const secret = <T>(value: T): Secret<T> => Object.freeze(new Hidden(value))

/** Overwrites what is not needed any more. Copies that others made stay theirs. */
export const wipe = (bytes: Secret<Uint8Array>): void => void bytes.reveal().fill(0)
