import type { Failure } from '../../shared/failure'
import { type Phase, phases } from '../../shared/job'
import type { Lane } from '../../shared/lane'
import { type Words, wordsOf } from '../../shared/text/words'
import type { Verdict } from '../../shared/verdict'
import type { IconName } from '../parts/icon'
import { text } from '../text'
import { type Held, heldIcon } from './held'

export type LaneLook = 'asleep' | 'empty' | 'work' | 'hand' | 'pass' | 'fail' | 'error' | 'wait'

/** How a lane looks: one word, at most three words of what to do, why, and what is in it. */
export type LaneFace = {
  readonly look: LaneLook
  readonly icon: IconName | 'ring'
  readonly word: string
  readonly verb: string
  readonly why?: string | undefined
  /** A card that must not get among those of this batch. */
  readonly isApart?: true
  /** The end of the number that is printed on the card. */
  readonly card?: string | undefined
  /** The end of the device's number. */
  readonly device?: string | undefined
  /** At the foot, across from these. */
  readonly aside?: string | undefined
  /** Of five phases; undefined where none is under way. */
  readonly phase?: number | undefined
}

const words = text.line
const shown: readonly Phase[] = phases

/** What prepares or empties a card is shown as its writing. */
const phaseAt = (phase: Phase): number => Math.max(0, shown.indexOf(phase === 'prepare' ? 'write' : phase))

const looks = { PASS: 'pass', FAIL: 'fail', ERROR: 'error', WAIT: 'wait' } as const satisfies Record<Verdict, LaneLook>

/** `isMore`: there are pieces that nobody has begun. `held`: why none is begun by itself, where that is so. */
export function faceOf({ number, lane }: Lane, isMore: boolean, held?: Held): LaneFace {
  switch (lane.at) {
    case 'asleep': {
      const { word, verb } = words.held[held ?? 'unarmed']
      return { look: 'asleep', icon: heldIcon[held ?? 'unarmed'], word, verb }
    }
    case 'empty':
      if (!isMore) return { look: 'asleep', icon: 'check', word: words.word.over, verb: words.verb.over }
      return { look: 'empty', icon: 'insert', word: words.word.empty, verb: words.verb.empty, aside: words.ready }
    case 'reading':
      return { look: 'work', icon: 'ring', word: words.word.reading, verb: words.verb.leave, phase: 0 }
    case 'wants-device':
      return {
        look: 'hand',
        icon: 'scan',
        word: words.word.wantsDevice,
        verb: words.verb.wantsDevice,
        ...pieceOf(lane),
      }
    case 'resting':
      return {
        look: 'asleep',
        icon: 'card',
        word: words.word.resting,
        verb: restingVerb(held),
        ...pieceOf(lane),
      }
    case 'working': {
      const word = text.readers.phase[lane.phase]
      return { look: 'work', icon: 'ring', word, verb: words.verb.leave, phase: phaseAt(lane.phase), ...pieceOf(lane) }
    }
    case 'take-out': {
      if (lane.elsewhere) {
        const apart = { verb: words.verb.apart, why: words.elsewhere(lane.elsewhere.batch), isApart: true } as const
        return { ...verdictFace(lane, number), ...apart, ...pieceOf(lane) }
      }
      const took = lane.verdict === 'PASS' && lane.tookMs !== undefined ? text.job.took(lane.tookMs) : undefined
      return { ...verdictFace(lane, number), verb: words.verb.done[lane.verdict], aside: took, ...pieceOf(lane) }
    }
    case 'put-back':
      return { ...verdictFace(lane, number), verb: words.verb.putBack, ...pieceOf(lane) }
    case 'reseat':
      return { ...verdictFace(lane, number), verb: words.verb.reseat, ...pieceOf(lane) }
    case 'trouble':
      return { ...verdictFace({ ...lane, verdict: 'ERROR' }, number), verb: words.verb.done.ERROR }
  }
}

const wordOf: Readonly<Record<Verdict, string>> = { ...text.outcome, WAIT: text.outcome.OWED }

type Judged = { readonly verdict: Verdict; readonly failure?: Failure | undefined }

const verdictFace = ({ verdict, failure }: Judged, lane: number) => ({
  look: looks[verdict],
  icon: looks[verdict],
  word: wordOf[verdict],
  why: failure ? failureIn(failure, lane).what : words.why[verdict],
})

/** The words of a failure, with the reader as it is numbered on the table. */
export const failureIn = (failure: Failure, lane: number): Words =>
  wordsOf('reader' in failure ? { ...failure, reader: text.readers.label(lane) } : failure, text)

type Piece = { readonly device?: string | undefined; readonly iccid?: string | undefined }

const pieceOf = ({ device, iccid }: Piece): Pick<LaneFace, 'card' | 'device'> => ({
  card: iccid && text.identity.end(iccid),
  device: device && text.identity.end(device.slice(device.indexOf(':') + 1)),
})

/** A card that nobody has begun waits for the batch, or for hands that take it out. */
const restingVerb = (held: Held | undefined): string =>
  held === undefined ? words.verb.done.PASS : words.held[held].waits

/** Since when a lane waits for somebody; of a PASS nobody is told. */
export function waitsSince({ lane }: Lane): number | undefined {
  if (lane.at === 'trouble') return lane.since
  return 'verdict' in lane && lane.verdict !== 'PASS' ? lane.since : undefined
}
