import { z } from 'zod'
import { mostOnCard } from './message/size'

/** What a prepared card is to have: room for a message, and an entry that devices find it by. Sizes in bytes. */
export const Preparation = z.object({
  /** Absent: what is there, or 4096 where nothing is. */
  sizeBytes: z.number().int().min(16).max(mostOnCard).optional(),
  /** What its message needs: no file smaller than that will do. */
  leastBytes: z.number().int().min(1).max(mostOnCard).optional(),
  form: z.enum(['opaqueDO', 'oidDO']).default('opaqueDO'),
  read: z.enum(['always', 'pin1']).default('always'),
  /** The three files of Client Provisioning too. */
  cp: z.boolean().default(false),
})
export type Preparation = z.infer<typeof Preparation>

/** Files of a preparation, by the names that the standards give them. */
export const PreparedFile = z.enum([
  'DF(PKCS15)',
  'EF(DIR)',
  'EF(ODF)',
  'EF(TokenInfo)',
  'EF(DODF-bootstrap)',
  'EF(DODF-prov)',
  'EF(DM_Bootstrap)',
  'EF-Bootstrap',
  'EF-Config1',
  'EF-Config2',
])
export type PreparedFile = z.infer<typeof PreparedFile>

/** One thing that a preparation does to a card, as people are told of it. `path` is hex. */
export const PreparationStep = z.discriminatedUnion('does', [
  z.object({
    does: z.literal('create'),
    file: PreparedFile,
    path: z.string(),
    sizeBytes: z.number().optional(),
    /** The access rule it is given: a record of EF.ARR, or absent where the rule is spelled out. */
    rule: z.object({ arr: z.string(), record: z.number() }).optional(),
  }),
  z.object({
    does: z.literal('enlarge'),
    file: PreparedFile,
    path: z.string(),
    fromBytes: z.number(),
    toBytes: z.number(),
  }),
  /** Filled with FF where a torn preparation left something else. */
  z.object({ does: z.literal('clear'), file: PreparedFile, path: z.string() }),
  /** Written where FF is: behind what others have there. */
  z.object({ does: z.literal('enter'), file: PreparedFile, path: z.string(), start: z.number(), hex: z.string() }),
  z.object({ does: z.literal('list'), file: PreparedFile, record: z.number(), hex: z.string() }),
])
export type PreparationStep = z.infer<typeof PreparationStep>

/** Why a card cannot be prepared here. */
export const PreparationLack = z.enum([
  'right-to-create-directory',
  'right-to-create-file',
  'right-to-update',
  'right-to-resize',
  'rule',
  'create',
  'resize',
  'memory',
  'room',
  'record',
  'dir',
  'choice',
  'identifier',
])
export type PreparationLack = z.infer<typeof PreparationLack>
