import { causeOf } from '../cause'
import type { Text } from '../text'
import {
  apart,
  cardForms,
  chance,
  clock,
  count,
  day,
  type Forms,
  number,
  oblique,
  seconds,
  shareOf,
  span,
} from './figures'

const owedForms: Forms = { one: 'تسجيل واحد', two: 'تسجيلان', few: 'تسجيلات', many: 'تسجيلًا' }
const timesForms: Forms = { one: 'مرة واحدة', two: 'مرتين', few: 'مرات', many: 'مرة' }

export const charts: Text['charts'] = {
  view: 'ما يُعرض',
  views: { list: 'قائمة', charts: 'رسوم بيانية' },
  period: 'من أي وقت',
  periods: { shift: 'آخر 8 ساعات', today: 'اليوم', week: '7 أيام', month: '30 يومًا', own: 'من … إلى' },
  own: { from: 'من، مثل \u20682026-01-31 06:00\u2069', to: 'حتى، مثل \u20682026-01-31 14:00\u2069' },
  narrow: {
    batch: 'أي دفعة',
    reader: 'أي قارئ',
    template: 'أي قالب',
    allBatches: 'كل الدفعات',
    allReaders: 'كل القارئات',
    allTemplates: 'كل القوالب',
  },
  percent: shareOf,
  seconds,
  clock,
  day,
  number,
  waiting: 'يجري حساب الأرقام.',
  noTime: 'لم يُختر وقت: اكتب الطرفين مثل \u20682026-01-31 06:00\u2069، والأول قبل الثاني.',
  yield: {
    title: 'النجاح من أول مرة',
    none: 'لم تُجرَّب أي بطاقة في هذا الوقت.',
    steady: (share, tried) => `${shareOf(share)} من ${count(tried, oblique(cardForms))}. ضمن الحدود طوال الوقت.`,
    outside: (share, tried, times, at) =>
      `${shareOf(share)} من ${count(tried, oblique(cardForms))}. خارج الحدود ${count(times, timesForms)}، آخرها ${apart(at)}.`,
    upper: 'الأعلى',
    mean: 'المتوسط',
    lower: 'الأدنى',
    columns: { at: 'من', good: 'سليمة', tried: 'بطاقات', limit: 'الحد الأدنى' },
  },
  causes: {
    title: 'أسباب الفشل',
    none: 'لم تفشل أي بطاقة.',
    first: (name, share, failed) => `${name}: ${shareOf(share)} من ${number(failed)}.`,
    columns: { cause: 'السبب', count: 'بطاقات', upToHere: 'حتى هنا' },
    named: (code) => causeOf(causes, code),
    other: 'كل ما عداها',
  },
  takt: {
    title: 'من بطاقة إلى بطاقة في قارئ واحد',
    none: 'لا بطاقتين متتاليتين.',
    half: (taktMs, cardMs) =>
      `النصف دون ${seconds(taktMs)} من بطاقة إلى بطاقة${cardMs === undefined ? '.' : `؛ منها للبطاقة ${seconds(cardMs)}.`}`,
    columns: { from: 'من', to: 'إلى', count: 'بطاقات' },
    median: 'النصف',
  },
  compared: {
    title: 'القارئات والتشغيلات والقوالب',
    none: 'لم يُجرَّب شيء بعد.',
    even: 'لا شيء يفشل أكثر مما تسمح به الصدفة.',
    suspect: {
      reader: (name, own, others, p) =>
        `${apart(name)}: يفشل ${shareOf(own)}، وفي غيره ${shareOf(others)} (${apart(`p ${chance(p)}`)}). نظّف ملامساته، ثم بدّله.`,
      lot: (name, own, others, p) =>
        `البطاقات ${apart(`${name}…`)}: يفشل ${shareOf(own)}، ومن غيرها ${shareOf(others)} (${apart(`p ${chance(p)}`)}). ضع هذه التشغيلة جانبًا.`,
      template: (name, own, others, p) =>
        `القالب ${apart(name)}: يفشل ${shareOf(own)}، ومن غيره ${shareOf(others)} (${apart(`p ${chance(p)}`)}). افحص القالب.`,
    },
    by: { reader: 'القارئ', lot: 'البطاقات', template: 'القالب' },
    columns: { name: 'من', tried: 'بطاقات', failed: 'فاشل', share: 'النسبة' },
    lot: (digits) => (digits === '' ? 'لم تُقرأ' : apart(`${digits}…`)),
    noTemplate: 'لا قالب',
  },
  owed: {
    title: 'الصادر الآن',
    none: 'لا شيء ينتظر خادم DM.',
    oldest: (waiting, ms) => `في الانتظار ${count(waiting, owedForms)}، أقدمها منذ ${span(ms)}.`,
    held: (held) => `محجوز لقرار شخص: ${number(held)}.`,
    columns: { age: 'الانتظار', count: 'تسجيلات' },
    upTo: (ms) => (Number.isFinite(ms) ? `حتى ${span(ms)}` : 'أطول'),
  },
}

const causes = {
  'card.removed': 'سُحبت البطاقة',
  'card.mute': 'البطاقة لا تجيب',
  'card.too-small': 'البطاقة صغيرة جدًا',
  'card.unnumbered': 'بطاقة بلا رقم',
  'card.unsuitable': 'لا مكان لها في البطاقة',
  'card.cannot-prepare': 'لا يمكن تجهيز البطاقة',
  'card.key-refused': 'رُفض مفتاح البطاقة',
  'card.locked': 'مفتاح البطاقة مقفل',
  'card.mismatch': 'البايتات مختلفة',
  'card.refused': 'البطاقة ترفض أمرًا',
  'card.torn': 'كُتب نصفها',
  'card.other': 'بطاقة أخرى',
  'card.contradicts': 'رسالة ثانية على البطاقة',
  'card.taken': 'بطاقة قطعة أخرى',
  'card.rewritten': 'كتبها غيرنا',
  'card.needs-pin': 'البطاقة تطلب رمز PIN',
  'card.pin': 'رمز PIN مرفوض أو مقفل',
  'card.needs-secure-channel': 'القناة الآمنة ناقصة',
  'card.channel-refused': 'رُفضت القناة الآمنة',
  'card.channel-broken': 'انقطعت القناة الآمنة',
  'bytes.malformed': 'بايتات غير مقروءة',
  'message.invalid': 'الرسالة غير ممكنة',
  'template.invalid': 'القالب غير صالح',
}
