import { z } from 'zod'
import { References } from './references'
import { HistoryStep } from './schema'
import { RegistrationState } from './state'

/** A registration as the DM Server tells it; times of its history are the server's. */
export const Standing = z.object({
  id: z.string(),
  state: RegistrationState,
  version: z.number().optional(),
  history: z.array(HistoryStep).optional(),
  card: z.object({ iccid: z.string() }).optional(),
  ...References.shape,
})
