// Which steps make a card one that a message can be written to. Pure: from what was read, before anything is changed.
import { bytesOf, concat } from '../../shared/bytes'
import type { Preparation } from '../../shared/preparation'
import { EF_ODF, EF_TOKEN_INFO } from './bootstrap-files'
import { dirRecord, odfEntry, PKCS15_AID } from './pkcs15'
import { enter, enterAt, groupFiles } from './prepare-files'
import { afterwards, endOfEntries, enlarged, isOurs, type Making, placeFor } from './prepare-place'
import { keyOf, keysTo, pinsOf, securityOfDirectory } from './prepare-security'
import { cannotPrepare, type Step } from './prepare-step'
import type { Survey } from './prepare-survey'

/** 3F00/7F50, as SIMs have the application. */
const DF_PKCS15 = 0x7f50
const MF = bytesOf(0x3f, 0x00)

/** PKCS#15 v1.1, 6.9: version 0 and no flags. Not every device asks for it; terminals that know PKCS#15 do. */
const tokenInfo = bytesOf(0x30, 0x07, 0x02, 0x01, 0x00, 0x03, 0x02, 0x07, 0x00)

/**
 * Messages' files first, then what names them, EF(DIR) last: a card that leaves in between reads as before, and the
 * same plan made again goes on. Entries of others stay, byte for byte, before ours. None where a card is prepared.
 * Fails with `card.cannot-prepare`.
 */
export function planPreparation(survey: Survey, wish: Preparation): readonly Step[] {
  const { making, steps: made } = directoryFor(survey)
  const dm = groupFiles(survey, making, 'dm', wish)
  const cp = wish.cp ? groupFiles(survey, making, 'cp', wish) : { steps: [], toName: [] }
  const steps = [
    ...made,
    ...dm.steps,
    ...cp.steps,
    ...tokenInfoSteps(survey, making),
    ...odfSteps(survey, making, [...dm.toName, ...cp.toName]),
    ...dirSteps(survey),
  ]
  checkMemory(survey, steps)
  return steps
}

function directoryFor({ application, mf }: Survey): { readonly making: Making; readonly steps: readonly Step[] } {
  if (application) {
    const keys = keysTo('create EF', application.access)
    return { making: { keys, key: keyOf(keys ?? []) }, steps: [] }
  }
  const keys = keysTo('create DF', mf.access)
  if (!keys) throw cannotPrepare('right-to-create-directory', { file: 'DF(PKCS15)' })
  const key = keyOf(keys)
  const path = concat(MF, bytesOf(DF_PKCS15 >> 8, DF_PKCS15 & 0xff))
  const security = securityOfDirectory(mf, key)
  const pins = pinsOf(mf, key)
  const step: Step = { does: 'make', file: 'DF(PKCS15)', path, fid: DF_PKCS15, security, pins, keys }
  return { making: { keys: [[key]], key }, steps: [step] }
}

/** One that is there is left as it is, unless it is half of ours. */
function tokenInfoSteps(survey: Survey, making: Making): readonly Step[] {
  const file = 'EF(TokenInfo)'
  const there = survey.tokenInfo
  if (!there) {
    const wanted = { file, fids: [0x5032], sizeBytes: 32, read: 'always', content: () => tokenInfo } as const
    const place = placeFor(survey, making, wanted)
    return [...place.steps, ...enterAt(place, file, 0, tokenInfo, place.keys)]
  }
  const keys = keysTo('update', there.access)
  if (!keys || !there.bytes || !isOurs(there.bytes, tokenInfo)) return []
  return enterAt({ path: EF_TOKEN_INFO, bytes: there.bytes }, file, 0, tokenInfo, keys)
}

/** OMA DM 2.0, G.1: one more A7, behind those of others. A reader may take the first one only, and it must stay theirs. */
function odfSteps(survey: Survey, making: Making, toName: readonly Uint8Array[]): readonly Step[] {
  const file = 'EF(ODF)'
  const { odf } = survey
  const entry = concat(...toName.map(odfEntry))
  if (!odf) {
    const wanted = { file, fids: [0x5031], sizeBytes: 64, read: 'always', content: () => entry } as const
    const place = placeFor(survey, making, wanted)
    return [...place.steps, ...enterAt(place, file, 0, entry, place.keys)]
  }
  if (entry.length === 0) return []
  if (!odf.bytes) throw cannotPrepare('right-to-update', { file })
  const end = endOfEntries(odf.bytes)
  const needBytes = end + entry.length
  const grown = enlarged(odf, { file, fid: 0x5031, toBytes: needBytes })
  const facts = { file, needBytes, haveBytes: odf.fcp.sizeBytes } as const
  if (!grown) throw cannotPrepare('right-to-resize', facts)
  if (!isOurs(odf.bytes.subarray(end, needBytes), entry)) throw cannotPrepare('room', facts)
  return [...grown, ...enter({ ...odf, path: EF_ODF }, afterwards(odf.bytes, needBytes), file, entry)]
}

/** ETSI TS 102 221, 13.1: the record that a device looks for first. */
function dirSteps({ dir, application }: Survey): readonly Step[] {
  const file = 'EF(DIR)'
  if (dir?.isListed) return []
  if (!dir) throw cannotPrepare('dir', { file })
  const keys = keysTo('update', dir.access)
  if (!keys) throw cannotPrepare('right-to-update', { file })
  const below = application ? application.place : bytesOf(DF_PKCS15 >> 8, DF_PKCS15 & 0xff)
  const path = below && concat(MF, below)
  const forms = [dirRecord(PKCS15_AID, path, 'OMA DM'), dirRecord(PKCS15_AID, path)]
  const { structure, recordBytes } = dir.fcp
  if (structure === 'transparent') {
    const end = endOfEntries(dir.bytes)
    const entry = forms.find(({ length }) => end + length <= dir.bytes.length)
    if (!entry || !isOurs(dir.bytes.subarray(end, end + entry.length), entry)) throw cannotPrepare('record', { file })
    return enterAt({ path: DIR, bytes: dir.bytes }, file, end, entry, keys)
  }
  for (const form of forms.filter(({ length }) => length <= recordBytes)) {
    const bytes = afterwards(form, recordBytes)
    const free = dir.records.findIndex((record) => isOurs(record, bytes))
    if (free >= 0) return [{ does: 'list', file, path: DIR, record: free + 1, bytes, keys }]
  }
  throw cannotPrepare('record', { file })
}

const DIR = concat(MF, bytesOf(0x2f, 0x00))

/** What the card says is free, where it says so. */
function checkMemory({ application, mf }: Survey, steps: readonly Step[]): void {
  const haveBytes = application?.fcp.freeBytes ?? mf.fcp.freeBytes
  const needBytes = steps.reduce((sum, step) => sum + bytesFor(step), 0)
  const file = 'EF(DM_Bootstrap)'
  if (haveBytes !== undefined && needBytes > haveBytes) throw cannotPrepare('memory', { file, needBytes, haveBytes })
}

function bytesFor(step: Step): number {
  if (step.does === 'create') return step.sizeBytes
  return step.does === 'enlarge' ? step.toBytes - step.fromBytes : 0
}
