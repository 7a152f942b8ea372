import type { DeviceId } from '../../shared/identity/device'
import { Keycap } from '../parts/keycap'
import { text } from '../text'

type Props = { readonly devices: readonly DeviceId[]; readonly onChoose: (device: DeviceId) => void }

/** The devices of one label, each with its number key. */
export const SeveralDevices = ({ devices, onChoose }: Props) => (
  <ul className="choice choice-wide">
    {devices.slice(0, 9).map((device, at) => (
      <li key={device}>
        <button type="button" onClick={() => onChoose(device)} aria-keyshortcuts={String(at + 1)}>
          <Keycap>{at + 1}</Keycap>
          <bdi dir="ltr">{text.identity.device(device)}</bdi>
        </button>
      </li>
    ))}
  </ul>
)
