// What a key meets: the element that has the focus.

/** What is needed of an element. */
export type Element = {
  matches(selector: string): boolean
  readonly value?: unknown
  /** Of a choice. */
  readonly options?: ArrayLike<{ readonly label: string; readonly disabled: boolean }>
  selectedIndex?: number
  dispatchEvent?: (event: Event) => boolean
  select?: () => void
  blur?: () => void
}

/** What is needed of a document. */
export type Page = {
  readonly activeElement: Element | null
  execCommand(command: string, showUi: boolean, text?: string): boolean
}

/** A field that takes characters, as it is now. */
export type Field = { readonly element: Element; readonly value: string; readonly isSecret: boolean }

export function fieldOf({ activeElement: element }: Page): Field | undefined {
  if (!element?.matches('input:read-write, textarea:read-write')) return undefined
  return { element, value: String(element.value ?? ''), isSecret: element.matches('input[type=password]') }
}

/** As if it had been typed there: with the selection, undo and length of the field. No newer function does that. */
export function put(page: Page, text: string): void {
  if (fieldOf(page) !== undefined) page.execCommand('insertText', false, text)
}

/** Takes out what had already arrived. Of a secret nothing stays then: it cannot be seen what of it a hand had typed. */
export function restore(page: Page, { element, value, isSecret }: Field): void {
  if (page.activeElement !== element) return
  element.select?.()
  if (isSecret || value === '') page.execCommand('delete', false)
  else page.execCommand('insertText', false, value)
  if (isSecret) element.blur?.()
}

/** A button, or what folds, that the operator has walked to with the keyboard: Enter is for it. */
export const isOnControl = ({ activeElement }: Page): boolean =>
  activeElement?.matches('button:focus-visible, summary:focus-visible') ?? false

/** A choice of the system's own: its value goes with the arrows, and with what a hand types. */
export const isOnChoice = ({ activeElement }: Page): boolean => activeElement?.matches('select') ?? false

/** Chooses the next that begins with what was typed; the same letter again and again goes through all that do. */
export function choose({ activeElement: choice }: Page, typed: string): void {
  const { options, selectedIndex: now = -1 } = choice ?? {}
  if (options === undefined || choice === null) return
  const wanted = typed.toLowerCase()
  const isOneLetter = [...wanted].every((letter) => letter === wanted[0])
  const sought = isOneLetter ? wanted.slice(0, 1) : wanted
  const from = isOneLetter ? now + 1 : now
  const labels = Array.from(options, ({ label, disabled }) => (disabled ? undefined : label.trim().toLowerCase()))
  const to = labels.findIndex((_, at) => labels[(from + at) % labels.length]?.startsWith(sought))
  const next = to === -1 ? -1 : (from + to) % labels.length
  if (next === -1 || next === now) return
  choice.selectedIndex = next
  choice.dispatchEvent?.(new Event('change', { bubbles: true }))
}
