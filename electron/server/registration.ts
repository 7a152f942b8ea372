import { type DeviceId, devIdOf, identityOf } from '../../shared/identity/device'
import type { TemplateRef } from '../../shared/job'
import type { Format } from '../../shared/message/format'
import type { RegistrationRequest, Source } from '../../shared/registration/schema'

/** What a finished job knows of its device. */
export type Registrable = {
  readonly device: DeviceId
  /** Absent where no card was written. */
  readonly iccid?: string | undefined
  readonly template: TemplateRef
  readonly sha256: string
  readonly format: Format
  readonly source: Source
}

/** The request that makes a job's device known to the DM Server. */
export const registrationOf = ({
  device,
  iccid,
  template,
  sha256,
  format,
  source,
}: Registrable): RegistrationRequest => ({
  identities: [identityOf(device)],
  expectedDevId: devIdOf(device),
  source,
  ...(iccid === undefined ? {} : { card: { iccid } }),
  bootstrap: { template: template.name, sha256: template.sha256, messageSha256: sha256, format },
})
