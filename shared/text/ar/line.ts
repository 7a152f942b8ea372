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
    empty: 'أدخل بطاقة',
    over: 'انتهى',
    reading: 'يقرأ',
    wantsDevice: 'امسح الجهاز',
    resting: 'فيه بطاقة',
  },
  verb: {
    empty: 'الشريحة إلى أسفل',
    over: 'لا تدخل بطاقة',
    leave: 'اترك البطاقة',
    wantsDevice: 'له هذه البطاقة',
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
  held: {
    'no-batch': { word: 'لا دفعة', verb: 'لا تدخل بطاقة بعد', waits: 'تنتظر: لا دفعة' },
    ready: { word: 'لم تبدأ', verb: 'لا تدخل بطاقة بعد', waits: 'تنتظر: لم تبدأ الدفعة' },
    unarmed: { word: 'متوقف', verb: 'البدء التلقائي متوقف', waits: 'تنتظر: البدء التلقائي متوقف' },
    paused: { word: 'موقوف مؤقتًا', verb: 'لا تدخل بطاقة الآن', waits: 'تنتظر: الدفعة موقوفة مؤقتًا' },
    stopped: { word: 'أُوقف', verb: 'لا تدخل بطاقة الآن', waits: 'تنتظر: أُوقفت الدفعة' },
    closed: { word: 'مغلق', verb: 'لا تدخل بطاقة', waits: 'أخرج البطاقة' },
  },
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
    done: 'لم يبق شيء',
    of: (issued) => `سليمة من ${number(issued)}`,
    progress: (good, issued) => `${number(good)} سليمة من ${number(issued)}`,
    yield: 'النجاح من أول مرة',
    takt: 'بطاقة كل',
    rejects: 'مستبعدة',
    cards: 'بطاقات',
    waiting: (waiting) => `تنتظر الخادم: ${number(waiting)}`,
    rate: 'بطاقات سليمة',
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
          return 'حُسبت كل البطاقات. أغلق الدفعة.'
      }
    },
    after: ({ tray, out, hold, scan, free, broken }) =>
      [
        ...(tray.length > 0 ? [`إلى الصينية A: ${named(tray)}.`] : []),
        ...(out.length > 0 ? [`أخرج البطاقة: ${named(out)}.`] : []),
        ...(hold.length > 0 ? [`إلى صينية الانتظار: ${named(hold)}.`] : []),
        ...(scan.length > 0 ? [`امسح جهازًا لـ ${named(scan)}.`] : []),
        ...(free.length > 0 ? [`أدخل بطاقة: ${named(free)}.`] : []),
        ...(broken.length > 0 ? [`استدعِ فنيًا إلى ${named(broken)}.`] : []),
      ].join(' '),
    number: (end) => `ينتهي رقم البطاقة بـ \u2066${end}\u2069.`,
    failing: (failures, among) =>
      `توقفت: فشل ${number(failures)} من آخر ${number(among)}. استبعدها واعرف السبب ثم ابدأ من جديد.`,
    stopped: (why) => `توقفت: ${why}`,
    below: {
      none: undefined,
      start: 'لا تُكتب أي بطاقة قبل تشغيل البدء التلقائي أيضًا.',
      arm: 'عندها تُكتب كل بطاقة تُدخَل وحدها.',
      paused: 'إيقاف مؤقت: يكتمل ما يُكتب الآن ولا تبدأ بطاقة أخرى.',
      close: ({ good, rejects, unused, issued }) =>
        `سليمة ${number(good)} + مستبعدة ${number(rejects)} + غير مستعملة ${number(unused)} = ${number(issued)}. الإغلاق نهائي.`,
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
  again: {
    ask: 'هل تبدأ الدفعة من جديد؟',
    below: 'البطاقات المنتظرة في القارئات تبدأ فورًا، ويُعد الفشل من جديد.',
    yes: 'نعم، ابدأ من جديد',
  },
  acts: {
    start: 'ابدأ',
    pause: 'إيقاف مؤقت',
    resume: 'متابعة',
    again: 'ابدأ من جديد',
    close: 'أغلق الدفعة',
    choose: 'اختر دفعة',
    arm: 'شغّل البدء التلقائي',
  },
  story: {
    of: (lane) => `قصة المسار ${lane}`,
    device: 'الجهاز',
    card: 'البطاقة',
    reader: 'القارئ',
    reject: 'استبعاد',
    close: 'إغلاق',
    why: 'لماذا تُستبعد؟',
    whyOf: (lane) => `لماذا تُستبعد بطاقة ${lane}؟`,
    whyBelow: 'المفاتيح من 1 إلى 8 هي الأسباب الآن.',
    back: 'رجوع',
    phase: { waiting: 'ليس بعد', running: 'الآن', done: 'تم', failed: 'فشل', interrupted: 'انقطع' },
  },
  reason: {
    card: 'بطاقة غير مناسبة',
    write: 'لم تُكتب',
    verify: 'لم تُتحقق',
    rehearsal: 'لا تصلح للجهاز',
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
  plugIn: 'صِل قارئًا.',
  plugInBelow: 'يظهر مساره هنا وحده.',
  starting: 'يُفحص الخط.',
}
