// How a device reaches its servers: access points, proxies, and what a CP document says beside them.
import { z } from 'zod'
import { windowsParameters } from '../message/cp-account'
import { idText, line } from './field'
import { SecretSource } from './secret-source'

/** A CP parameter; one without a value is a flag. */
export const ParameterTemplate = z.strictObject({
  name: line.describe('The name of the parameter.'),
  value: line.describe('Its value; a parameter without one is a flag.').optional(),
})
export type ParameterTemplate = z.infer<typeof ParameterTemplate>

/** Parameters for devices with Windows and for no others. */
export const Windows = z
  .array(ParameterTemplate.extend({ name: z.enum(windowsParameters).describe('The name of the parameter.') }))
  .min(1)
  .describe('Parameters that only devices with Windows know. Only CP carries them.')

/** Who signs in at an access point or a proxy, and how: `PAP`, `CHAP`, `BASIC`. */
export const LoginTemplate = z.strictObject({
  type: line.describe('How: PAP, CHAP, BASIC.'),
  name: line.describe('The name to sign in with.'),
  secret: SecretSource.describe('What proves the name.'),
})
export type LoginTemplate = z.infer<typeof LoginTemplate>

export const AccessPointTemplate = z.strictObject({
  id: idText.describe('What servers and proxies call it by.'),
  name: line.describe('What people call it.'),
  apn: line.describe('The access point name of the network.'),
  login: LoginTemplate.describe('How the device signs in there. Only CP carries it.').optional(),
})
export type AccessPointTemplate = z.infer<typeof AccessPointTemplate>

/** A proxy with one physical side: PXLOGICAL and PXPHYSICAL. */
export const ProxyTemplate = z.strictObject({
  id: idText.describe('What servers call it by.'),
  name: line.describe('What people call it.'),
  address: line.describe('Where it is.'),
  addressType: line.describe('What the address is: IPV4, IPV6, E164 or ALPHA; IPV4 if it is not said.').optional(),
  port: line.describe('Its port.').optional(),
  accessPoint: line.describe('The id of the access point it is reached by.').optional(),
  startPage: line.describe('The first page of a browser.').optional(),
  login: LoginTemplate.describe('How the device signs in there.').optional(),
})
export type ProxyTemplate = z.infer<typeof ProxyTemplate>

const named = z.strictObject({
  name: line.describe('Its NAME.'),
  parameters: z.array(ParameterTemplate).describe('Its other parameters.'),
})

/** What a CP document says beside accounts and connections: BOOTSTRAP, CLIENTIDENTITY, VENDORCONFIG. */
export const ProvisioningTemplate = z
  .strictObject({
    bootstrap: named.describe('BOOTSTRAP.').optional(),
    clientId: line.describe('CLIENTIDENTITY/CLIENT-ID.').optional(),
    vendorConfigs: z
      .array(named)
      .min(1)
      .describe('VENDORCONFIG; many devices refuse a document that has one.')
      .optional(),
  })
  .describe('What a CP document says beside accounts and connections.')
export type ProvisioningTemplate = z.infer<typeof ProvisioningTemplate>
