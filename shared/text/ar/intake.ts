import type { Outcome } from '../../job'
import type { Text } from '../text'
import { clock, count, day, type Forms, number } from './figures'

const state: Text['intake']['state'] = {
  due: 'سيُسجَّل حالًا',
  ordering: 'سيُسجَّل حالًا',
  ordered: 'قيد التنفيذ',
  known: 'لا شيء يُعمل',
  held: 'بانتظار القرار',
  refused: 'مرفوض',
}

const became: Readonly<Partial<Record<Outcome, string>>> = {
  PASS: 'سُجّل',
  OWED: 'التسجيل مؤجل',
  running: 'يُسجَّل',
  FAIL: 'فشل التسجيل',
  ERROR: 'فشل التسجيل',
}

const entries: Forms = { one: 'قيد واحد', two: 'قيدان', few: 'قيود', many: 'قيدًا' }
const times: Forms = { one: 'مرة واحدة', two: 'مرتان', few: 'مرات', many: 'مرة' }

export const intake: Text['intake'] = {
  title: 'الوارد',
  source: { pos: 'نقطة البيع', web: 'الخدمة الذاتية', network: 'الشبكة', voice: 'الرد الآلي' },
  trust: { claimed: 'مُدّعى', vouched: 'مكفول', proven: 'مُثبت' },
  evidence: {
    counter: 'طُلب في هذه المحطة',
    till: 'قالته نقطة البيع',
    'till-file': 'جاء في ملف من نقطة البيع',
    code: 'عاد رمز أُرسل إلى الرقم',
    network: 'رأت الشبكة البطاقة والجهاز معًا',
    'network-file': 'جاء في ملف من الشبكة',
    caller: 'تكفل الشبكة رقم المتصل',
    'caller-unproven': 'قاله متصل',
  },
  why: {
    trusted: 'موثوق بما يكفي ليُسجَّل وحده',
    person: 'قرر ذلك شخص',
    'registered-before': 'مسجل من قبل بالرقم نفسه',
    'trust-too-low': 'غير موثوق بما يكفي ليُسجَّل وحده',
    'other-number': 'كان الجهاز مسجلًا برقم آخر',
    'many-devices': 'أجهزة كثيرة لرقم واحد في يوم',
    'device-changed': 'البطاقة الآن في جهاز آخر',
    'sim-changed': 'في الجهاز الآن بطاقة أخرى',
    'clock-off': 'وقت الشبكة غير وقتنا',
    'devid-unknown': 'هذا الطراز يعرّف نفسه بهوية لا نعرفها بعد',
    'registration-failed': 'تعذّر إنشاء التسجيل',
    'test-device': 'رقم جهاز اختبار',
    'device-blocked': 'هذا الجهاز في قائمة المنع',
    'number-blocked': 'هذا الرقم في قائمة المنع',
    'person-refused': 'رفضه شخص',
    'waited-too-long': 'لم يقرر أحد في الوقت المناسب: حُذف الرقم',
  },
  state,
  became: (at, outcome) => (outcome && became[outcome]) ?? state[at],
  none: 'لم يرد شيء بعد.',
  noneLead: 'تأتي الأجهزة هنا من نقاط البيع وصفحة الخدمة الذاتية والشبكة والرد الآلي.',
  noMatch: 'لا قيد يطابق.',
  noMatchLead: 'ابحث بجزء من هوية أو رقم أو مرجع.',
  total: (shown, total) => (shown === total ? count(total, entries) : `${number(shown)} من ${count(total, entries)}`),
  waiting: (held) => (held === 0 ? 'لا شيء بانتظار القرار' : `بانتظار القرار: ${number(held)}`),
  search: 'امسح أو اكتب للبحث',
  searchLabel: 'البحث في الوارد',
  filter: 'الحالة',
  filters: { all: 'الكل', held: 'بانتظار القرار', ordered: 'مقبول', refused: 'مرفوض' },
  columns: { source: 'المصدر', device: 'الجهاز', became: 'الحالة' },
  more: 'قيود أقدم',
  at: clock,
  day,
  moment: (time) => `${day(time)}، ${clock(time)}`,
  detail: 'قيد واحد',
  fields: {
    source: 'المصدر',
    trust: 'الثقة',
    phone: 'رقم الهاتف',
    reference: 'المرجع',
    times: 'الوصول',
    said: 'السبب المذكور',
    seen: 'ملاحظة',
  },
  noPhone: 'بلا رقم',
  times: (told, at) => `${count(told, times)}، ${told === 1 ? 'عند' : 'آخرها'} ${clock(at)}`,
  bench: 'تدريب',
  decide: {
    lead: 'سجّله إن كنت تعلم أنه صحيح، وإلا فارفضه.',
    allow: 'سجّله',
    refuse: 'ارفضه',
    reason: 'السبب، يُحفظ مع القيد',
    needs: 'قل السبب في كلمات قليلة.',
    cancel: 'إلغاء',
    overtaken: 'اتُّخذ القرار في مكان آخر في هذه الأثناء.',
  },
}
