import { create } from 'zustand'
import type { DeviceId } from '../../shared/identity/device'
import { readScan, type Scan } from '../../shared/identity/scan'
import type { Format } from '../../shared/message/format'
import type { TemplateForm } from '../../shared/outline/composition'

/** What the form says: a message in the making. */
export type DraftView = {
  /** The template that is asked for, and its form as soon as the station has told it. */
  readonly template: string | undefined
  readonly form: TemplateForm | undefined
  readonly typed: string
  readonly variables: Readonly<Record<string, string>>
  readonly format: Format | undefined
}

export const emptyDraft: DraftView = {
  template: undefined,
  form: undefined,
  typed: '',
  variables: {},
  format: undefined,
}

export const useDraft = create<DraftView>()(() => emptyDraft)

/** An IMEI that belongs to nobody: 3GPP's own example. */
export const sampleDevice = '490154203237518'

export function templateAsked(template: string): void {
  if (template !== useDraft.getState().template)
    useDraft.setState({ template, form: undefined, variables: {}, format: undefined })
}
export const formTold = (form: TemplateForm): void =>
  useDraft.setState(({ template }) => (form.name === template ? { form } : {}))
export const deviceTyped = (typed: string): void => useDraft.setState({ typed })
export const formatChosen = (format: Format): void => useDraft.setState({ format })
export const variableTyped = (name: string, value: string): void =>
  useDraft.setState(({ variables }) => ({ variables: { ...variables, [name]: value } }))

/** A secret is on the page only as long as somebody is at it. */
export function draftSecretsForgotten(): void {
  const { form, variables } = useDraft.getState()
  const secrets = form?.variables.filter(({ name, variable }) => variable.type === 'secret' && variables[name]) ?? []
  if (secrets.length === 0) return
  const kept = Object.entries(variables).filter(([name]) => !secrets.some((secret) => secret.name === name))
  useDraft.setState({ variables: Object.fromEntries(kept) })
}

export const scanOf = ({ typed }: DraftView): Scan | undefined => (typed.trim() === '' ? undefined : readScan(typed))

/** The draft as the station takes it; undefined while there is no template or no device. A variable left empty is not given. */
export function draftOf(view: DraftView) {
  const { form, variables, format } = view
  const scan = scanOf(view)
  if (form === undefined || scan?.kind !== 'device') return undefined
  const device: DeviceId = scan.device
  const given = Object.entries(variables).filter(([, value]) => value !== '')
  return { device, template: form.name, format: format ?? form.format, variables: Object.fromEntries(given) }
}
