import { isArray, isObject, type Json } from '../../json'

/** OMA DM Protocol 2.0, 5.4: what a client tells of its own accord. */
export type Dm2Alert = {
  readonly type: string
  readonly sourceUri?: string | undefined
  readonly targetUri?: string | undefined
  readonly mark?: string | undefined
  readonly dataType?: string | undefined
  readonly data?: Json | undefined
}

/** Appendix D: why a session began. */
export const bootstrapComplete: Dm2Alert = { type: 'urn:oma:at:dm:2.0:BootstrapComplete' }
export const clientInitiated: Dm2Alert = { type: 'urn:oma:at:dm:2.0:ClientInitiatedMgmt' }
export const serverInitiated = (notificationId: number): Dm2Alert => ({
  type: 'urn:oma:at:dm:2.0:ServerInitiatedMgmt',
  dataType: 'application/json',
  data: new Map([['NOTIFICATION-ID', notificationId]]),
})

export const writeAlert = ({ type, sourceUri, targetUri, mark, dataType, data }: Dm2Alert): Json =>
  new Map<string, Json>([
    ['AlertType', type],
    ...member('SourceURI', sourceUri),
    ...member('TargetURI', targetUri),
    ...member('Mark', mark),
    ...member('DataType', dataType),
    ...member('Data', data),
  ])

const member = (name: string, value: Json | undefined): readonly (readonly [string, Json])[] =>
  value === undefined ? [] : [[name, value]]

/** The schema wraps the list once more than the text does: either is taken. An alert without a type is passed over. */
export function readAlerts(value: Json | undefined): readonly Dm2Alert[] {
  if (isObject(value)) return readAlerts(value.get('Alert'))
  return isArray(value) ? value.flatMap(readAlert) : []
}

function readAlert(value: Json): readonly Dm2Alert[] {
  if (!isObject(value)) return []
  const text = (name: string): string | undefined => {
    const found = value.get(name)
    return typeof found === 'string' ? found : undefined
  }
  const type = text('AlertType')
  if (type === undefined) return []
  const [sourceUri, targetUri, mark, dataType] = ['SourceURI', 'TargetURI', 'Mark', 'DataType'].map(text)
  return [{ type, sourceUri, targetUri, mark, dataType, data: value.get('Data') }]
}
