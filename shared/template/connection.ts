// How a device reaches its servers: access points, proxies, and what a CP document says beside them.
import { z } from 'zod'
import { idText, line } from './field'
import { SecretSource } from './secret-source'

/** A CP parameter; one without a value is a flag. */
export const ParameterTemplate = z.strictObject({ name: line, value: line.optional() })
export type ParameterTemplate = z.infer<typeof ParameterTemplate>

/** Parameters for devices with Windows and for no others. */
export const Windows = z.array(ParameterTemplate).min(1)

/** Who signs in at an access point or a proxy, and how: `PAP`, `CHAP`, `BASIC`. */
export const LoginTemplate = z.strictObject({ type: line, name: line, secret: SecretSource })
export type LoginTemplate = z.infer<typeof LoginTemplate>

export const AccessPointTemplate = z.strictObject({
  id: idText,
  name: line,
  apn: line,
  login: LoginTemplate.optional(),
})
export type AccessPointTemplate = z.infer<typeof AccessPointTemplate>

/** A proxy with one physical side: PXLOGICAL and PXPHYSICAL. */
export const ProxyTemplate = z.strictObject({
  id: idText,
  name: line,
  address: line,
  addressType: line.optional(),
  port: line.optional(),
  accessPoint: line.optional(),
  startPage: line.optional(),
  login: LoginTemplate.optional(),
})
export type ProxyTemplate = z.infer<typeof ProxyTemplate>

const named = z.strictObject({ name: line, parameters: z.array(ParameterTemplate) })

/** What a CP document says beside accounts and connections: BOOTSTRAP, CLIENTIDENTITY, VENDORCONFIG. */
export const ProvisioningTemplate = z.strictObject({
  bootstrap: named.optional(),
  clientId: line.optional(),
  vendorConfigs: z.array(named).min(1).optional(),
})
export type ProvisioningTemplate = z.infer<typeof ProvisioningTemplate>
