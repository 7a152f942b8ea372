// OMA Client Provisioning, ProvCont 1.1: a document of characteristics and parameters.
import { Failed } from '../failure'
import { cp } from '../wbxml/cp'
import { attributeOf, childrenNamed, type Element } from '../wbxml/tree'
import type { Parameter } from './account'

export type Characteristic = {
  readonly type: string
  readonly parameters: readonly Parameter[]
  readonly children: readonly Characteristic[]
}
export type CpDocument = {
  readonly version?: string | undefined
  readonly characteristics: readonly Characteristic[]
}

/** A document and its elements, both ways. Reading fails with `message.invalid` and the path of the characteristic. */
export const cpDocument = {
  write: ({ version, characteristics }: CpDocument): Element =>
    cp(
      'wap-provisioningdoc',
      version === undefined ? [] : [{ name: 'version', value: version }],
      ...characteristics.map(writeCharacteristic),
    ),
  read(root: Element): CpDocument {
    if (root.tag !== 'wap-provisioningdoc') throw invalid(root.tag, 'not-provisioning')
    return {
      version: attributeOf(root, 'version'),
      characteristics: childrenNamed(root, 'characteristic').map((child) => readCharacteristic(child, '')),
    }
  },
}

const invalid = (path: string, reason: string): Failed => new Failed({ code: 'message.invalid', path, reason })

const writeCharacteristic = ({ type, parameters, children }: Characteristic): Element =>
  cp(
    'characteristic',
    [{ name: 'type', value: type }],
    ...parameters.map(writeParameter),
    ...children.map(writeCharacteristic),
  )

const writeParameter = ({ name, value }: Parameter): Element =>
  cp('parm', [{ name: 'name', value: name }, ...(value === undefined ? [] : [{ name: 'value', value }])])

function readCharacteristic(element: Element, parent: string): Characteristic {
  const type = attributeOf(element, 'type')
  if (type === undefined) throw invalid(parent, 'type-missing')
  const here = parent === '' ? type : `${parent}/${type}`
  return {
    type,
    parameters: childrenNamed(element, 'parm').map((parm) => readParameter(parm, here)),
    children: childrenNamed(element, 'characteristic').map((child) => readCharacteristic(child, here)),
  }
}

function readParameter(element: Element, parent: string): Parameter {
  const name = attributeOf(element, 'name')
  if (name === undefined) throw invalid(parent, 'name-missing')
  const value = valueOfParm(element)
  return { name, ...(value !== undefined && { value }) }
}

/** A value token without anything behind it is an empty value, not an absent one. */
const valueOfParm = (element: Element): string | undefined => {
  const attribute = element.attributes?.find(({ name }) => name === 'value')
  return attribute && (attribute.value ?? '')
}

export const group = (
  type: string,
  parameters: readonly Parameter[],
  ...children: readonly Characteristic[]
): Characteristic => ({ type, parameters, children })

/** A parameter with this value; none if there is no value. */
export const parameter = (name: string, value: string | undefined): readonly Parameter[] =>
  value === undefined ? [] : [{ name, value }]

export const valueIn = ({ parameters }: Characteristic, name: string): string | undefined =>
  parameters.find((one) => one.name === name)?.value

export const childrenOf = ({ children }: Characteristic, type: string): readonly Characteristic[] =>
  children.filter((child) => child.type === type)
