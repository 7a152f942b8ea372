import type { Text } from '../text'
import { apart, bytes, cardForms, count, number, triesForms } from './figures'
import { warning } from './warning'

export const wizard: Text['wizard'] = {
  steps: { scan: 'المسح', review: 'المراجعة', job: 'المهمة', result: 'النتيجة' },
  stepOf: (at, all) => `الخطوة ${at} من ${all}`,
  back: 'رجوع',
  scan: {
    title: 'امسح الجهاز.',
    lead: 'امسح الرمز على العلبة أو الجهاز، أو اكتب هويته واضغط Enter.',
    label: 'هوية الجهاز',
    empty: 'IMEI أو MEID أو ESN أو UUID',
    next: 'المراجعة',
    found: 'وُجد الجهاز.',
    once: 'اكتبه مرة أخرى.',
    follows: {
      template: 'اختر قالبه بمفتاح رقمه.',
      fields: 'املأ ما يلزم، كل حقل ثم Enter.',
      review: 'قارن الرقم بالجهاز ثم اضغط Enter.',
    },
    left: (digits) => `الباقي ${count(digits, { one: 'رقم واحد', two: 'رقمان', few: 'أرقام', many: 'رقمًا' })}`,
    is: { imei: 'IMEI، رقم التحقق صحيح', meid: 'MEID', esn: 'ESN', uuid: 'UUID' },
    reports: (devId) => `سيعرّف نفسه بـ ${apart(devId)}`,
    device: 'الجهاز',
    notScanned: 'لا شيء بعد',
    card: 'البطاقة',
    noCard: 'لا بطاقة في القارئ',
    cards: (cards) => `في القارئات ${count(cards, cardForms)}`,
    chooseLater: 'تختار واحدة في الخطوة التالية',
    insertLater: 'أدخل بطاقة الآن أو في الخطوة التالية',
    cardIn: (reader) => `البطاقة في القارئ ${number(reader)}`,
    template: 'القالب',
    templates: 'قالب هذا الجهاز',
    noTemplate: 'لا قالب جاهز.',
    noTemplateDo: `أحضر قالبًا بالأمر ${apart('bootstation template import')}.`,
  },
  format: { dm2: 'DM 2.0, JSON', dm1: 'DM 1.2, WBXML', cp: 'Client Provisioning, WBXML' },
  review: {
    titles: {
      ready: 'هذا ما سيكون على البطاقة.',
      pin: 'هذا ما سيكون على البطاقة.',
      unprepared: 'لا يمكن وضع هذا على هذه البطاقة بعد.',
      'too-small': 'لا يمكن وضع هذا على هذه البطاقة بعد.',
      stopped: 'لا يمكن وضع هذا على هذه البطاقة.',
    },
    rows: {
      server: 'خادم DM',
      address: 'العنوان',
      name: 'يظهر باسم',
      'sign-in': 'يسجل الجهاز الدخول بـ',
      'device-secret': 'سر الجهاز',
      'server-secret': 'سر الخادم',
      'access-point': 'نقطة الوصول',
      'registered-with': 'سيُسجَّل لدى',
      size: 'الحجم',
    },
    card: {
      reading: 'قراءة البطاقة. لا يُكتب شيء.',
      ready: (room, tries) => {
        const left =
          tries === null ? 'محاولات مفتاحها غير معروفة' : `المحاولات الباقية لمفتاحها: ${count(tries, triesForms)}`
        const few = tries !== null && tries >= 3 ? '' : '، فلا يُجرَّب المفتاح إلا بإذن مشرف'
        return `في هذه البطاقة متسع من ${bytes(room)}. ${left}${few}.`
      },
      unprepared: 'ليس في هذه البطاقة ملف لرسالة بعد.',
      small: (room, need) => `ملف هذه البطاقة صغير جدًا: ${number(room)} من ${bytes(need)}.`,
      planning: 'يُبحث عما يجهّز هذه البطاقة. لا يُكتب شيء.',
      would: 'يمكن تجهيزها هنا. هذا ما سيُعمل، ثم تعود إلى هذه المراجعة:',
      prepare: 'جهّز هذه البطاقة',
    },
    checkValue: 'قيمة التحقق',
    write: 'اكتب البطاقة',
    starting: 'يبدأ',
    stopped: 'لم يُكتب شيء على هذه البطاقة.',
    insert: 'أدخل بطاقة.',
    choose: 'اختر القارئ: اضغط مربعه أو مفتاح رقمه.',
    into: (reader) => `إلى البطاقة في القارئ ${number(reader)}. يُجرَّب مفتاح البطاقة مرة واحدة.`,
    intoCard: (end, reader) => `إلى البطاقة ${end} في القارئ ${number(reader)}. يُجرَّب مفتاح البطاقة مرة واحدة.`,
    warning,
    sized: bytes,
  },
  result: {
    pass: (server) =>
      server === undefined ? 'يبدأ الجهاز الآن من هذه البطاقة.' : `يبدأ الجهاز الآن مع ${apart(server)}.`,
    takeOut: 'أخرج البطاقة.',
    wait: 'البطاقة جاهزة. يُخبَر خادم DM حين يجيب.',
    waitDo: 'أخرج البطاقة. يمكن تسليمها مع جهازها: الباقي يتم وحده.',
    stopped: 'توقفت بين مرحلتين.',
    startAgain: 'امسح الجهاز لتبدأ من جديد.',
    next: 'الجهاز التالي',
    again: 'الجهاز نفسه مرة أخرى',
    resume: 'استأنف المهمة',
    tryAgain: 'حاول مرة أخرى',
    ofCard: (end) => `البطاقة ${apart(end)}`,
    took: (duration) => `المدة ${duration}`,
  },
  open: {
    title: 'مهمة تنتظر.',
    tornTitle: 'بطاقة لم تكتمل.',
    many: (jobs, orMore) =>
      `${count(jobs, { one: 'مهمة واحدة', two: 'مهمتان', few: 'مهام', many: 'مهمة' })}${orMore ? ' أو أكثر' : ''} في الانتظار.`,
    torn: (device, card, reader) =>
      `${device}: أُخرجت البطاقة ${card} من ${reader} قبل أوانها ولم تكتمل. أعدها: تكمل المهمة وحدها.`,
    unfinished: (device, card) => `${device}: البطاقة ${card} لم تكتمل. أدخلها واستأنف.`,
    interrupted: (device) => `${device}: توقفت المحطة في أثناء هذه المهمة. أدخل بطاقتها واستأنف.`,
    running: (device) => `${device} يُكتب الآن.`,
    resume: 'استأنف',
    show: 'اعرض',
  },
}
