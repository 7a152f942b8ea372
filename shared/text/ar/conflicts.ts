import type { Text } from '../text'
import { clock, day } from './figures'

export const conflicts: Text['conflicts'] = {
  title: 'التعارضات',
  view: 'ما يُعرض',
  views: { told: 'الأجهزة' },
  tab: (waiting: number) => (waiting === 0 ? 'التعارضات' : `التعارضات (${waiting})`),
  none: 'لا جهاز متنازع عليه.',
  noneLead: 'الجهاز الذي سجلته شركة أخرى لدى خادم DM ينتظر هنا قرارًا.',
  columns: { device: 'الجهاز', at: 'المحاولة', decided: 'القرار' },
  undecided: 'ينتظر القرار',
  setAside: 'مؤجل',
  detail: 'تعارض واحد',
  at: clock,
  day,
  taken: 'يعرف خادم DM هذا الجهاز مسجلًا لغيرنا. لم يُسجَّل تسجيلنا.',
  sent: 'ما طلبناه',
  held: 'ما لدى الخادم',
  asking: 'يُسأل خادم DM.',
  others: 'لا شيء لنا: الجهاز لدى شركة أخرى ولا يقول الخادم أيها.',
  decided: {
    'register-again': 'طلب شخص المحاولة من جديد.',
    'keep-theirs': 'تركه شخص لهم.',
    'set-aside': 'أجّله شخص. لا يُسأل شيء حتى يقرر أحد.',
  },
  act: { 'register-again': 'استبداله بتسجيلنا', 'keep-theirs': 'إبقاء تسجيلهم', 'set-aside': 'تأجيل' },
  actLead:
    'الاستبدال يعيد ما لنا من الجهاز ويسأل من جديد: ينجح متى أفرجت عنه الشركة الأخرى. كل قرار محفوظ في سجل المهمة.',
  source: {
    pos: 'نقطة البيع',
    factory: 'خط الإنتاج',
    web: 'صفحة الخدمة الذاتية',
    network: 'الشبكة',
    dtmf: 'النداء الصوتي',
    client: 'الجهاز نفسه',
  },
  fields: {
    state: 'الحالة',
    card: 'البطاقة',
    since: 'منذ',
    id: 'التسجيل',
    devId: 'الجهاز يسمي نفسه',
    source: 'المصدر',
    phone: 'الرقم',
    template: 'القالب',
    format: 'الصيغة',
  },
}
