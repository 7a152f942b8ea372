import type { Elsewhere } from '../../lane'
import type { Verdict } from '../../verdict'
import type { Text } from '../text'
import { clock, count, type Forms, number, oblique, percent, seconds, span } from './figures'

const all = new Intl.ListFormat('ar', { type: 'conjunction' })
const named = (lanes: readonly number[]): string => all.format(lanes.map(String))
const readerForms: Forms = { one: 'قارئ واحد', two: 'قارئان', few: 'قارئات', many: 'قارئًا' }

const takeOut: Readonly<Record<Verdict, (lane: number) => string>> = {
  PASS: (lane) => `أخرج البطاقة من ${lane}`,
  FAIL: (lane) => `ضع بطاقة ${lane} في الصينية A`,
  ERROR: (lane) => `اترك المسار ${lane} للفني`,
  WAIT: (lane) => `ضع بطاقة ${lane} في صينية الانتظار`,
}

const apart = (lane: number, { batch }: Elsewhere) =>
  `أبقِ بطاقة ${lane} منفصلة (${batch === undefined ? 'بلا دفعة' : `الدفعة ${batch}`})`

export const line: Text['line'] = {
  title: 'الخط',
  lanes: 'المسارات كما هي على الطاولة',
  tile: (lane, word) => `المسار ${lane}: ${word}`,
  ready: 'جاهز',
  word: {
    asleep: 'متوقف',
    empty: 'أدخل بطاقة',
    over: 'فارغ',
    reading: 'يقرأ',
    wantsDevice: 'امسح الجهاز',
    resting: 'فيه بطاقة',
  },
  verb: {
    asleep: 'لا يبدأ شيئًا',
    empty: 'الشريحة إلى أسفل',
    over: 'لا بطاقات بعد',
    leave: 'اترك البطاقة',
    wantsDevice: 'لهذه البطاقة',
    resting: 'لم تبدأ',
    putBack: 'أعد البطاقة',
    reseat: 'أخرجها ثم أعدها',
    apart: 'أبقِها منفصلة',
    done: {
      PASS: 'أخرج البطاقة',
      FAIL: 'إلى الصينية A',
      ERROR: 'استدعِ الفني',
      WAIT: 'إلى صينية الانتظار',
    },
  },
  elsewhere: (batch) => (batch === undefined ? 'ليست من أي دفعة ولا تُحسب هنا' : `من الدفعة ${batch} ولا تُحسب هنا`),
  why: {
    PASS: undefined,
    FAIL: 'استُبعدت يدويًا',
    ERROR: 'توقفت المحطة في أثناء هذه المهمة',
    WAIT: 'سليمة ولم تُسجَّل بعد',
  },
  ago: (ms) => `منذ ${span(ms)}`,
  counts: {
    label: 'الدفعة',
    batch: (batch) => `الدفعة \u2068${batch}\u2069`,
    toGo: (left, readyAt) =>
      readyAt === undefined ? `بقي ${number(left)}` : `بقي ${number(left)}، تكتمل نحو ${clock(readyAt)}`,
    done: 'اكتمل الكل',
    of: (issued) => `سليمة من ${number(issued)}`,
    progress: (good, issued) => `${number(good)} سليمة من ${number(issued)}`,
    yield: 'النجاح من أول مرة',
    takt: 'زمن القطعة',
    rejects: 'مستبعدة',
    cards: 'بطاقات',
    waiting: (waiting) => `تنتظر الخادم: ${number(waiting)}`,
    rate: 'المعدل',
    hourly: 'في الساعة',
    number,
    percent,
    seconds,
  },
  next: {
    label: 'الخطوة التالية',
    act: (next, isMore) => {
      switch (next.act) {
        case 'none':
          return 'لا شيء مطلوب. المحطة تعمل.'
        case 'insert':
          return `أدخل بطاقة في ${next.lane}.`
        case 'take-out':
          return `${next.elsewhere ? apart(next.lane, next.elsewhere) : takeOut[next.verdict](next.lane)}${isMore ? '، ثم أدخل بطاقة جديدة.' : '.'}`
        case 'put-back':
          return `أعد البطاقة نفسها إلى ${next.lane}.`
        case 'reseat':
          return `أخرج البطاقة من ${next.lane} ثم أدخلها مرة أخرى.`
        case 'scan-device':
          return `امسح جهاز البطاقة التي في ${next.lane}.`
        case 'start':
          return 'ابدأ الدفعة.'
        case 'arm':
          return 'شغّل البدء التلقائي.'
        case 'resume':
          return next.why === 'paused' ? 'الدفعة متوقفة مؤقتًا.' : 'أوقفت الدفعة نفسها.'
        case 'close':
          return 'اكتملت كل القطع. أغلق الدفعة.'
      }
    },
    after: (takeOuts, empty, broken) => {
      const out = takeOuts.length === 1 ? 'أخرج البطاقة من' : 'أخرج البطاقات من'
      const free = empty.length === 1 ? `المسار ${named(empty)} فارغ.` : `المسارات ${named(empty)} فارغة.`
      return [
        ...(takeOuts.length > 0 ? [`بعد ذلك: ${out} ${named(takeOuts)}.`] : []),
        ...(empty.length > 0 ? [free] : []),
        ...(broken.length > 0 ? [`استدعِ فنيًا إلى ${named(broken)}.`] : []),
      ].join(' ')
    },
    below: {
      none: undefined,
      start: 'لم تُمس أي بطاقة بعد.',
      arm: 'عندها تُكتب كل بطاقة تُدخَل وحدها.',
      stopped: undefined,
      paused: 'تكتمل البطاقات الموجودة، ولا تبدأ بطاقة جديدة.',
      close: 'السليمة والمستبعدة وغير المستعملة تساوي المصروفة.',
    },
    noBatch: 'اختر دفعة للعمل عليها.',
    noBatchBelow: 'يعمل الخط على دفعة واحدة في كل مرة.',
    closed: 'هذه الدفعة مغلقة.',
    closedBelow: 'اختر التالية.',
  },
  arm: {
    on: 'البدء التلقائي يعمل',
    off: 'البدء التلقائي متوقف',
    ask: 'تُكتب البطاقات حال إدخالها. هل تبدأ وحدها؟',
    below: 'في كل مسارات هذه الدفعة، حتى تُوقَف أو تُغلق المحطة.',
    yes: 'نعم، تبدأ وحدها',
    no: 'لا',
  },
  acts: {
    start: 'ابدأ',
    pause: 'إيقاف مؤقت',
    resume: 'متابعة',
    close: 'أغلق الدفعة',
    choose: 'اختر دفعة',
    arm: 'تشغيل',
  },
  story: {
    of: (lane) => `قصة المسار ${lane}`,
    device: 'الجهاز',
    card: 'البطاقة',
    reader: 'القارئ',
    reject: 'استبعاد',
    close: 'إغلاق',
    why: 'لماذا تُستبعد؟',
    phase: { waiting: 'ليس بعد', running: 'الآن', done: 'تم', failed: 'فشل', interrupted: 'انقطع' },
  },
  reason: {
    card: 'البطاقة',
    write: 'الكتابة',
    verify: 'القراءة للتحقق',
    rehearsal: 'التجربة',
    server: 'خادم DM',
    label: 'الملصق',
    damaged: 'تالفة',
    other: 'غير ذلك',
  },
  readers: (answering, all) =>
    answering === all ? count(all, readerForms) : `${number(answering)} من ${count(all, oblique(readerForms))}`,
  clock,
  sound: { on: 'الصوت مفتوح', off: 'الصوت مغلق' },
  noReaders: 'لا قارئ موصول.',
  noReadersBelow: 'صِل قارئًا. يظهر مساره هنا وحده.',
  starting: 'يُفحص الخط.',
}
