import { RejectReason } from '../../batch'
import type { Command } from '../../identity/command'
import type { Layout } from '../../identity/layout'
import type { Text } from '../text'
import { apart, number } from './figures'
import { line } from './line'

const keyboards: Readonly<Record<Layout, string>> = {
  us: 'الإنجليزية (الولايات المتحدة)',
  de: 'الألمانية',
  fr: 'الفرنسية',
  ar: 'العربية',
}

const acts: Readonly<Record<Exclude<Command['act'], 'reject' | 'choose'>, string>> = {
  next: 'متابعة',
  back: 'رجوع',
  start: 'ابدأ',
  pause: 'توقف مؤقت',
  repeat: 'الجهاز نفسه مرة أخرى',
  help: 'المفاتيح',
}

export const scan: Text['scan'] = {
  refused: {
    checkDigit: 'رقم التحقق غير صحيح.',
    checkDigitDo: 'امسح مرة أخرى أو قارن بالملصق.',
    compare: (places) => `رقم واحد خطأ، وهذه أكثر ما يُقرأ خطأً: ${places.join('، ')}.`,
    swapped: (place, read, maybe) => `الرقمان ${place} و${place + 1} (${apart(read)} أو ${apart(maybe)})`,
    misread: (place, read, maybe) => `الرقم ${place} (${apart(read)} أو ${apart(maybe)})`,
    several: 'على هذا الملصق جهازان.',
    severalDo: 'اختر أحدهما بمفتاح رقمه، أو امسح رمزه وحده.',
    card: 'هذا رقم بطاقة.',
    cardDo: 'امسح الجهاز. رقم البطاقة يُقرأ من البطاقة نفسها.',
    eid: 'هذا رقم شريحة eSIM.',
    phone: 'هذا رقم هاتف.',
    product: {
      gtin: 'هذا رمز منتج.',
      serial: 'هذا رقم تسلسلي.',
      lot: 'هذا رقم تشغيلة.',
      asset: 'هذا رقم أصل.',
      eui: 'هذا عنوان منفذ شبكة.',
    },
    scanDevice: 'امسح الرمز المجاور لـ IMEI أو MEID أو ESN.',
    command: 'هذا الأمر لا معنى له هنا.',
    commandDo: 'لم يُنفَّذ شيء.',
    damaged: 'قُرئ هذا الأمر خطأً.',
    damagedDo: 'لم يُنفَّذ شيء. امسح مرة أخرى.',
    layout: (scanner, computer) =>
      `الماسح يكتب كلوحة مفاتيح ${keyboards[scanner]}، وهذا الحاسوب يقرأ لوحة ${keyboards[computer]}.`,
    layoutDo: (computer) =>
      `لم يُؤخذ شيء. اضبط الماسح على ${keyboards[computer]}: المفتاح F1 يعرض الطريق إلى صفحة إعداده.`,
    unknown: 'هذه ليست هوية جهاز.',
    unknownDo: 'امسح IMEI أو MEID أو ESN أو UUID على الجهاز أو علبته.',
  },
  as: {
    imeisv: 'IMEI من IMEISV، بلا رقم تحقق',
    decimal: 'من الصيغة العشرية، بلا رقم تحقق',
    hex: 'بالنظام الست عشري، بلا رقم تحقق',
  },
  unguarded: 'بلا رقم تحقق.',
  unguardedDo: 'امسحه مرة ثانية.',
  proof: {
    title: 'كُتب ولم يُمسح.',
    last: (digits) => `اقرأ آخر ${digits} أرقام من الملصق مرة أخرى واكتبها هنا واضغط Enter، أو امسحه.`,
    all: 'اكتبه كله مرة أخرى واضغط Enter، أو امسحه.',
    differs: (place) => `الخانة ${place} تختلف عما سبق. قارنها بالملصق.`,
    again: (typed) => `كُتب مرة أخرى: ${typed === '' ? 'لا شيء بعد' : apart(typed)}`,
  },
  command: (command) => {
    if (command.act === 'reject')
      return `استبعاد ${command.number}: ${line.reason[RejectReason.options[command.number - 1] ?? 'other']}`
    return command.act === 'choose' ? `اختيار ${command.number}` : acts[command.act]
  },
  setUp: {
    title: 'إعداد الماسح',
    lead: 'امسح الرموز الثلاثة، من الشاشة أو من الورق.',
    tests: { plain: 'حروف وأرقام وعلامات', gs1: 'رمز GS1 بفواصل', label: 'ملصق من ثلاثة أسطر' },
    waiting: 'لم يُمسح بعد',
    fits: 'يصل كما ينبغي.',
    layout: (scanner, computer) =>
      `الماسح مضبوط على ${keyboards[scanner]}. اضبط لوحة مفاتيحه على ${keyboards[computer]}.`,
    faults: {
      caps: 'الحروف الكبيرة والصغيرة متبادلة. أطفئ Caps Lock.',
      capitals: 'تصل كل الحروف كبيرة. دع الماسح يتركها كما هي.',
      separators: 'تضيع الفواصل. دع الماسح يرسل FNC1 على أنه GS، أي 0x1D.',
      lines: 'تضيع نهايات الأسطر. دع الماسح يرسلها Enter.',
      alt: 'الماسح يكتب Alt وأرقامًا. أوقف ذلك.',
      other: 'هذا ليس واحدًا من الرموز الثلاثة.',
    },
    sent: 'ما أرسله الماسح',
    nothing: 'لا شيء بعد. يمكن مسح أي رمز: هنا يُنظر إليه فقط.',
    keys: 'المفاتيح بترتيبها',
    ends: {
      enter: 'ينتهي بـ Enter.',
      tab: 'ينتهي بـ Tab.',
      none: 'لا ينتهي بشيء: يُؤخذ بعد صمت قصير. Enter أسرع.',
    },
    pace: (ms) => `بين مفتاحين ${number(ms)} م.ث على الأكثر.`,
    slow: (ms) => `بين مفتاحين ${number(ms)} م.ث: اضبط المهلة بين الحروف على 0.`,
    aim: (id) => `يرسل معرّفات AIM: ${apart(id)}.`,
    noAim: 'لا يرسل معرّفات AIM.',
    readAs: (what) => `يُقرأ: ${what}`,
    sheet: 'الأوامر',
    sheetLead: 'اطبع هذه الورقة وضعها بجانب القارئات.',
    save: 'احفظها PDF',
    print: 'اطبع الورقة',
  },
}
