import type { Station } from '../station-parts'
import { os } from './os'

export const certificateHandlers = ({ certificates }: Station) => ({
  get: os.certificate.get.handler(() => certificates.told()),
  enrol: os.certificate.enrol.handler(({ input }) => certificates.enrol(input)),
  renew: os.certificate.renew.handler(() => certificates.renew()),
})
