import type { JobRecord } from '../../shared/job'
import { text } from '../text'

/** What a job is called: by its device, or by what was done to a card. */
export const nameOf = ({ device, kind }: JobRecord): string =>
  device === undefined ? text.records.kinds[kind] : text.identity.device(device)
