import type { Text } from '../text'
import { apart } from './figures'

const file = apart('station.json')

export const settings: Text['settings'] = {
  title: 'الإعدادات',
  window: 'هذه النافذة',
  language: 'اللغة',
  languageLead: 'تُحمَّل النافذة من جديد. المهام الجارية تستمر.',
  theme: 'المظهر',
  themes: { system: 'كما في الحاسوب', light: 'فاتح', dark: 'داكن' },
  density: 'اليدان',
  densityLead: 'مع القفازات تكون الأهداف 17 مم والكلمات أكبر.',
  densities: { mouse: 'فأرة', glove: 'قفازات' },
  sound: 'الصوت',
  soundLead: 'لا شيء يقال بالصوت وحده.',
  sounds: { on: 'يعمل', off: 'صامت' },
  volume: 'شدة الصوت',
  volumeOf: (volume) => `${volume} من 10`,
  scanner: 'الماسح',
  scannerLead: 'ثلاثة رموز تبيّن ما يجب ضبطه، ويمكن طباعة ورقة بالأوامر.',
  glass: 'الحجم على هذه الشاشة',
  glassLead: 'ضع بطاقة على الزجاج واجعل الإطار بعرض البطاقة.',
  glassWidth: 'عرض الإطار',
  glassUsual: 'الحجم المعتاد',
  name: 'اسم المحطة',
  nameLead: 'يظهر في النافذة. يمكن تركه فارغًا.',
  keep: 'احفظ',
  told: 'إعداد هذه المحطة',
  toldBy: {
    bench: 'قالته محطة التدريب ما دامت تعمل.',
    file: `قاله ${file}. غيّره هناك وشغّل المحطة من جديد.`,
    nobody: `لا شيء بعد. اكتبه في ${file} وشغّل المحطة من جديد.`,
  },
  rows: {
    home: 'كل شيء محفوظ في',
    server: 'خادم DM',
    cardKeys: 'مفاتيح البطاقات',
    batchKey: 'المفتاح الذي تُشتق منه الأسرار',
    readers: 'القارئات',
  },
  none: 'لا يوجد',
  keysFrom: {
    file: 'مفتاح واحد من ملف',
    table: 'من ملف مفاتيح',
    token: 'من وحدة مفاتيح',
    person: 'يكتبه المشرف',
  },
  readersOf: { bench: 'لمحطة التدريب', system: 'لهذا الحاسوب' },
}
