import type { Text } from '../text'
import { day } from './figures'

export const certificate: Text['certificate'] = {
  title: 'شهادة المحطة لدى خادم DM',
  by: {
    bench: 'أصدرتها محطة التدريب. مفتاحها للتدريب فقط.',
    enrolment: 'أصدرها خادم DM بالتسجيل (EST).',
    hand: 'وضعها شخص، وملف station.json يسميها.',
    nobody: 'لا شهادة لهذه المحطة: لا يمكن تسجيل شيء.',
  },
  nextStart: 'صدرت شهادة. تُستعمل منذ التشغيل القادم للمحطة.',
  renew: 'جدّدها الآن',
  enrol: 'احصل على شهادة',
  enrolAgain: 'احصل على شهادة أخرى',
  fields: { name: 'هذه المحطة هي', server: 'خادم DM', lasts: 'صالحة', renews: 'تُجدَّد', custody: 'مفتاحها' },
  lasts: (from: number, until: number) => `من ${day(from)} إلى ${day(until)}`,
  byHand: 'على يد من أصدرها',
  renewsAt: (at: number) => `وحدها، بدءًا من ${day(at)}`,
  custody: {
    keychain: 'في ملف لصاحبه وحده، تحت عبارة مرور ختمتها سلسلة مفاتيح هذا الحاسوب. لا يستعملها إلا هذه النافذة.',
    'passphrase-file': 'في ملف لصاحبه وحده، تحت عبارة مرور في ملف آخر.',
    'passphrase-variable': 'في ملف لصاحبه وحده، تحت عبارة مرور من بيئة التشغيل.',
    plain: 'في ملف لصاحبه وحده دون حماية: من قرأ الملف صار هذه المحطة.',
  },
  url: 'العنوان',
  urlHint: 'كما أعطاه من يدير خادم DM: https://…',
  ca: 'الجهات التي يُعرف بها الخادم',
  caHint: 'ملف PEM.',
  secret: 'سر صالح مرة واحدة',
  secretHint: 'سطر واحد، الاسم:السر. يُرسل مرة ولا يُحفظ في أي مكان.',
  keyIn: 'ما يفتح المفتاح',
  keyInHint: 'المفتاح نفسه مغلف في server.pem في مجلد المحطة.',
  noKeychain:
    'ليس في هذا الحاسوب سلسلة مفاتيح يستطيع هذا البرنامج استعمالها، فلا بد من ملف لعبارة المرور. ولا تصلح وحدات المفاتيح (PKCS #11) لذلك: لا يستطيع TLS هنا التوقيع بها.',
  custodies: (keychain = '') => ({
    keychain: `سلسلة المفاتيح (${keychain})`,
    'passphrase-file': 'عبارة مرور في ملف',
    plain: 'لا شيء (تدريب)',
  }),
  phraseFile: 'ملف عبارة المرور',
  phraseHint: 'سطره الأول. والأفضل على قرص آخر.',
  ask: 'احصل على الشهادة',
  asking: 'يُسأل الخادم',
  cancel: 'دعه',
  pick: 'اختر…',
}
