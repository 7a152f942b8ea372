// The keyboard's way through what a template asks for.

const field = '[data-asked]'

/** Keys that a hand types there are for the field and for nobody else. */
export const isInVariable = (): boolean => document.activeElement?.matches(field) ?? false

/** Enter: out of the field, and into the next that wants a value; true if there was one to leave or to go to. */
export function enteredVariable(): boolean {
  const wasIn = isInVariable()
  if (wasIn) leave()
  return goToVariable() || wasIn
}

/** Into the first that wants a value. */
export function goToVariable(): boolean {
  const next = document.querySelector<HTMLElement>(`${field}:invalid`)
  next?.focus()
  return next !== null
}

/** Esc: out of the field. */
export function leftVariable(): boolean {
  const wasIn = isInVariable()
  if (wasIn) leave()
  return wasIn
}

function leave(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}
