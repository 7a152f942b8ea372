import { create } from 'zustand'
import type { DeviceId } from '../../shared/identity/device'
import type { TemplateForm } from '../../shared/outline/composition'
import { faultOf } from '../../shared/template/variables'
import { answerOf } from '../station/answer'
import { station } from '../station/client'
import { templateNow } from '../wizard/template'

export type Asked = TemplateForm['variables'][number]
export type Given = Readonly<Record<string, string>>

type VariablesView = {
  /** The hash of the template, and what it wants to be told: what it has a value for is not asked. */
  readonly form: { readonly sha256: string; readonly asked: readonly Asked[] } | undefined
  /** Told for this device, and for no other. */
  readonly device: DeviceId | undefined
  readonly values: Given
  /** How often that changed: what was asked with these values is known by it, and keeps none of them. */
  readonly told: number
}

export const useVariables = create<VariablesView>()(() => ({ form: undefined, device: undefined, values: {}, told: 0 }))

const nothing: readonly Asked[] = []

/** What the template in use wants to be told; undefined until the station has said it. */
export function askedNow(): readonly Asked[] | undefined {
  const { form } = useVariables.getState()
  const template = templateNow()
  return template === undefined ? nothing : form?.sha256 === template.sha256 ? form.asked : undefined
}

/** Another template is another form. One that cannot be had asks for nothing: the station says what is missing. */
export async function askForm(): Promise<void> {
  const template = templateNow()
  if (template === undefined || askedNow() !== undefined) return
  const answer = await answerOf(station.template.get({ template: template.name }))
  const variables = answer.ok ? answer.value.variables : []
  const asked = variables.filter(({ variable }) => variable.default === undefined)
  useVariables.setState(({ told }) => ({ form: { sha256: template.sha256, asked }, values: {}, told: told + 1 }))
}

export const valueFor = (device: DeviceId, name: string): string => {
  const { device: of, values } = useVariables.getState()
  return of === device ? (values[name] ?? '') : ''
}

export const variableGiven = (device: DeviceId, name: string, value: string): void =>
  useVariables.setState(({ device: of, values, told }) => ({
    device,
    values: { ...(of === device && values), [name]: value },
    told: told + 1,
  }))

/** All that the template wants to be told of this device; undefined as long as something of it is missing or wrong. */
export function variablesFor(device: DeviceId): Given | undefined {
  const asked = askedNow()
  const values = asked?.map(({ name, variable }) => ({ name, variable, value: valueFor(device, name) }))
  if (values?.every(({ variable, value }) => faultOf(variable, value) === undefined) !== true) return undefined
  return Object.fromEntries(values.map(({ name, value }) => [name, value]))
}

/** A secret is typed for one order. */
export function secretsForgotten(): void {
  const { values, told } = useVariables.getState()
  if (!hasSecret(values)) return
  const kept = Object.entries(values).filter(([name]) => !isSecret(name))
  useVariables.setState({ values: Object.fromEntries(kept), told: told + 1 })
}

export const hasSecret = (given: Given): boolean => Object.keys(given).some(isSecret)

const isSecret = (name: string): boolean =>
  useVariables.getState().form?.asked.some((one) => one.name === name && one.variable.type === 'secret') ?? false
