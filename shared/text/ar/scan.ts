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
    swapped: (place, read, maybe) =>
      `قارن الرقمين ${place} و${place + 1} أولًا: قد يكون ${apart(read)} هو ${apart(maybe)}.`,
    misread: (place, read, maybe) => `قارن الرقم ${place} أولًا: قد يكون ${apart(read)} هو ${apart(maybe)}.`,
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
}
