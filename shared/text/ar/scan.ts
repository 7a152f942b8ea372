import type { Layout } from '../../identity/layout'
import type { Text } from '../text'
import { apart } from './figures'

const keyboards: Readonly<Record<Layout, string>> = {
  us: 'الإنجليزية (الولايات المتحدة)',
  de: 'الألمانية',
  fr: 'الفرنسية',
  ar: 'العربية',
}

export const scan: Text['scan'] = {
  refused: {
    checkDigit: 'رقم التحقق غير صحيح.',
    checkDigitDo: 'امسح مرة أخرى أو قارن بالملصق.',
    compare: (places) => `قارن هذه أولًا: ${places.join('، ')}.`,
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
    layoutDo: (computer) => `لم يُؤخذ شيء. اضبط الماسح على ${keyboards[computer]}: المفتاح F1 يقود إلى صفحة إعداده.`,
    unknown: 'هذه ليست هوية جهاز.',
    unknownDo: 'امسح IMEI أو MEID أو ESN أو UUID على الجهاز أو علبته.',
  },
  as: { imeisv: 'IMEI من IMEISV، بلا رقم تحقق', decimal: 'من الصيغة العشرية، بلا رقم تحقق' },
  proof: {
    title: 'كُتب ولم يُمسح.',
    last: (digits) => `اكتب آخر ${digits} أرقام مرة أخرى واضغط Enter، أو امسحه.`,
    all: 'اكتبه كله مرة أخرى واضغط Enter، أو امسحه.',
    differs: (place) => `الخانة ${place} تختلف عما سبق. قارنها بالملصق.`,
    again: (typed) => `كُتب مرة أخرى: ${typed === '' ? 'لا شيء بعد' : apart(typed)}`,
  },
}
