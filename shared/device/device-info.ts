// What a device says of itself: DevInfo and DevDetail of DM 1.2, DevInfo of DM 2.0.
import type { MoTree } from '../message/mo'

export type DeviceInfo = {
  /** DevInfo/DevId: `IMEI:490154203237518`. */
  readonly devId: string
  readonly maker: string
  readonly model: string
  readonly language: string
  readonly firmware: string
}

/** OMA DM Standardized Objects 1.2: the two objects at their places in the tree. */
export const dm1Info = ({ devId, maker, model, language, firmware }: DeviceInfo): MoTree =>
  new Map<string, MoTree>([
    ['DevInfo', tree({ DevId: devId, Man: maker, Mod: model, DmV: '1.2', Lang: language })],
    ['DevDetail', tree({ DevTyp: 'device', OEM: '', FwV: firmware, SwV: firmware, HwV: '', LrgObj: 'true' })],
  ])

export const devInfoMoid = 'urn:oma:mo:oma-dm-devinfo:1.2'

/** OMA DM Protocol 2.0, 12.1. */
export const dm2Info = ({ devId, maker, model, language, firmware }: DeviceInfo): MoTree =>
  tree({
    DevID: devId,
    Man: maker,
    Mod: model,
    DmV: '2.0',
    Lang: language,
    DevType: 'device',
    OEM: '',
    FwV: firmware,
    SwV: firmware,
    HwV: '',
  })

const tree = (leaves: Readonly<Record<string, string>>): MoTree => new Map(Object.entries(leaves))
