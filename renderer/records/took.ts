import type { JobRecord } from '../../shared/job'

export const tookMs = ({ startedAt, endedAt }: JobRecord): number | undefined =>
  endedAt === undefined ? undefined : Date.parse(endedAt) - Date.parse(startedAt)
