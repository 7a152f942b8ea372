import { seconds } from './figures'
import { identity } from './identity'

export const commandLine = {
  /** One line for a person on stderr: `PASS  IMEI 35 693803 564380 9, card 8949 …, 9.1 s`. */
  result: (outcome: string, device: string, iccid: string | undefined, ms: number | undefined) =>
    [
      `${outcome}  ${identity.device(device)}`,
      ...(iccid === undefined ? [] : [`card ${identity.iccid(iccid)}`]),
      ...(ms === undefined ? [] : [seconds(ms)]),
    ].join(', '),
  phase: (name: string, ms: number) => `  ${name.padEnd(10)}${seconds(ms)}`,
  doNow: (doNow: string) => `Do now: ${doNow}`,
}
