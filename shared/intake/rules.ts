// What a station takes from each source by itself, and how much: `intake` in station.json.
import { z } from 'zod'
import { reportedTypes } from '../template/devices'
import { Trust } from './cause'
import { Mark } from './entry'

const most = (usual: number) => z.int().min(1).max(1_000_000).default(usual)
const minutes = 60_000
const forms = Object.keys(reportedTypes)

/** How a model names itself: `tac` is how its IMEI begins, `reports` what its DevId begins with. The longest match counts. */
export const DevIdRule = z.strictObject({
  tac: z.string().regex(/^\d{2,8}$/, 'is two to eight digits'),
  reports: z.string().refine((form) => forms.includes(form.toLowerCase()), `must be one of ${forms.join(' ')}`),
  /** Of a device with two IMEIs: which one it names itself by. */
  of: z.enum(['lowest', 'first']).default('lowest'),
})
export type DevIdRule = z.infer<typeof DevIdRule>

export const IntakeRules = z
  .strictObject({
    /** The least trust that registers by itself; less waits for a person. `never`: a person decides each. */
    registers: z
      .strictObject({
        pos: z.union([Trust, z.literal('never')]).default('vouched'),
        web: z.union([Trust, z.literal('never')]).default('proven'),
        network: z.union([Trust, z.literal('never')]).default('vouched'),
        voice: z.union([Trust, z.literal('never')]).default('vouched'),
      })
      .prefault({}),
    /** What the network notices and a person must look at. */
    holds: z.array(Mark).readonly().default(['sim-changed', 'clock-off']),
    /** More different devices than this for one number within a day wait for a person. */
    devicesPerNumber: most(5),
    testDevices: z.enum(['refuse', 'take']).default('refuse'),
    /** How a device identity or a number begins that is never taken. */
    blocked: z
      .strictObject({
        devices: z
          .array(z.string().regex(/^\d{2,15}$/))
          .readonly()
          .default([]),
        numbers: z
          .array(z.string().regex(/^\+\d{1,15}$/))
          .readonly()
          .default([]),
      })
      .prefault({}),
    devIds: z.array(DevIdRule).readonly().default([]),
    /** Stands in for the zero of a national number. */
    countryCode: z
      .string()
      .regex(/^[1-9]\d{0,2}$/)
      .optional(),
    /** The template that a device is registered with. */
    template: z.string().min(1).optional(),
    /** So many days after it was last told of, phone number and IMSI are taken out of an entry, and out of its job's order. */
    keepNumbersDays: z.int().min(1).max(3650).default(90),
    till: z
      .strictObject({
        tokenFile: z.string().optional(),
        salesPerMinute: most(600),
        wrongTokensPerMinute: most(10),
        mostFileBytes: z.int().min(1).max(100_000_000).default(4_000_000),
      })
      .prefault({}),
    web: z
      .strictObject({
        host: z.string().default('127.0.0.1'),
        cert: z.string().optional(),
        key: z.string().optional(),
        formsPerMinute: most(20),
        codesPerAddressPerHour: most(20),
        codesPerNumberPerDay: most(5),
        codesPerDay: most(1000),
        secondsBetweenCodes: most(30),
        codeMinutes: most(10),
        triesPerCode: most(5),
      })
      .prefault({}),
    network: z
      .strictObject({
        host: z.string().default('127.0.0.1'),
        cert: z.string().optional(),
        key: z.string().optional(),
        /** With it, only who has a certificate from this authority is heard. */
        ca: z.string().optional(),
        /** With it, each request is signed. */
        hmacKeyFile: z.string().optional(),
        eventsPerSecond: most(1000),
        eventsAtOnce: most(10_000),
        mostWaiting: most(10_000),
        foldMs: most(10 * minutes),
        clockMs: most(5 * minutes),
      })
      .prefault({}),
    voice: z
      .strictObject({
        callsAtOnce: most(32),
        callsPerNumberPerHour: most(6),
        triesPerCall: most(3),
        callMs: most(5 * minutes),
      })
      .prefault({}),
  })
  .prefault({})
export type IntakeRules = z.infer<typeof IntakeRules>
