// What the keys of the window leave to the line of text that has the focus.

const focused = (): Element | null => document.activeElement

/** A line with a form of its own: what a hand types there, and its Enter, is for nobody else. */
export const isInForm = (): boolean => focused()?.matches('form input') ?? false

/** Enter on a page that wants to be told something: into the line for it. */
export function goToForm(): boolean {
  const line = document.querySelector<HTMLElement>('form input')
  line?.focus()
  return line !== null
}

/** Enter on what is held: into its button, for the next Enter to be held there. */
export const goToHold = (): void => document.querySelector<HTMLElement>('.btn-hold')?.focus()

/** What Enter does in such a line; false where there is nothing to send. */
export function sentForm(): boolean {
  const line = focused()
  const form = isInForm() && line instanceof HTMLInputElement && line.value !== '' ? line.form : null
  form?.requestSubmit()
  return form !== null
}

/** Esc: out of a line with something in it, which stays. A search is emptied by its page. */
export function leftLine(): boolean {
  const line = focused()
  const isLeft = line instanceof HTMLInputElement && line.matches(':read-write:not(search *)') && line.value !== ''
  if (isLeft) line.blur()
  return isLeft
}
