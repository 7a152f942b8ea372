import type { Text } from '../text'
import { apart, bytes, count, triesForms } from './figures'
import { identity } from './identity'

const list = new Intl.ListFormat('ar', { type: 'conjunction' })
const choice = new Intl.ListFormat('ar', { type: 'disjunction' })

const anyone = 'الجميع'
const nobody = 'لا أحد'
const unknown = 'غير معروف'

const may = (who: string, what: string): string => {
  if (who === anyone) return `${what} للجميع`
  if (who === nobody) return `${what} ليس لأحد`
  return who === unknown ? `${what} لمن لا نعرف` : `${what} لـ ${apart(who)} فقط`
}
const labelled = (name: string, label?: string): string => (label ? `${apart(name)} «${apart(label)}»` : apart(name))

export const card: Text['card'] = {
  is: (iccid, kind) =>
    iccid === undefined
      ? `هذه بطاقة بلا رقم، ${kind}: تُكتب وحدها يدويًا، لا في دفعة.`
      : `هذه البطاقة ${identity.iccid(iccid)}، ${kind}.`,
  kind: { uicc3g: 'بطاقة UICC', sim2g: 'شريحة SIM', unknown: 'من نوع غير معروف' },
  speaks: (protocols, most) =>
    `تعرض ${protocols.length > 0 ? list.format(protocols.map(apart)) : 'لا بروتوكول'}؛ يحمل الأمر الواحد ${bytes(most)}.`,
  atr: (historical, channels) => {
    const forms = { one: 'قناة منطقية واحدة', two: 'قناتان منطقيتان', few: 'قنوات منطقية', many: 'قناة منطقية' }
    const known = channels === undefined ? '' : ` لها ${count(channels, forms)}.`
    return historical ? `بايتاتها التاريخية ${apart(historical)}.${known}` : `ليس لها بايتات تاريخية.${known}`
  },
  imsi: (imsi) => `رقم IMSI لها ${apart(imsi)}.`,
  numbers: (numbers) => `رقم هاتفها ${list.format(numbers.map(apart))}.`,
  provider: (name) => `يسمي مزودها نفسه «${apart(name)}».`,
  notReadable: (what, without) => `لا يُقرأ ${apart(what)} بلا ${apart(without)}.`,
  applications: (names) =>
    names.length > 0
      ? `يذكر ${apart('EF(DIR)')} التطبيقات ${list.format(names)}.`
      : `لا يذكر ${apart('EF(DIR)')} أي تطبيق.`,
  labelled,
  object: (is, label, path) => `فيها ${labelled(is, label)}${path ? ` في ${apart(path)}` : ''}.`,
  empty: (path, size) => `ملف الإقلاع ${apart(path)} فارغ. فيه متسع من ${bytes(size)}.`,
  holds: (path, used, size, format) =>
    `في ملف الإقلاع ${apart(path)} ${bytes(used)} من ${bytes(size)}، ${apart(format)}.`,
  isFor: (path, use) => `${apart(path)} هو ملف ${apart(use)}.`,
  use: {
    'cp-bootstrap': 'Client Provisioning, Bootstrap',
    'cp-config1': 'Client Provisioning, Config1',
    'cp-config2': 'Client Provisioning, Config2',
  },
  access: (path, read, update) => `${may(read, `قراءة ${apart(path)}`)}، ${may(update, 'وتغييره')}.`,
  who: {
    anyone,
    nobody,
    unknown,
    either: (names) => choice.format(names),
    both: (names) => list.format(names),
  },
  trusts: (server, url) => `يطيع الجهاز ${apart(server)} عند ${apart(url)}.`,
  needsPin: (path) => `لا يُقرأ ${apart(path)} إلا برمز PIN، وسيطلبه الجهاز من صاحبه`,
  needsReadKeys: (path) => `لا يُقرأ ${apart(path)} إلا في القناة الآمنة: لا يقرؤه إلا جهاز يملك مفاتيح قراءته`,
  unusable: (path, why) => `لا يستطيع الجهاز استعمال ${apart(path)}: ${why}.`,
  several: (number) => `ملفات الإقلاع عددها ${number}. يأخذها الجهاز بهذا الترتيب.`,
  way: {
    prepare: `ليس فيها ملف لرسالة بعد. يمكن إنشاؤه إن سمحت البطاقة: ${apart('F7')} عند المراجعة، أو ${apart('bootstation card prepare')}.`,
    two: 'فيها ملفا إقلاع ولا سبيل للاختيار: لن تُكتب. على من أصدرها حذف أحد القيدين.',
    torn: 'جاءت نصف مكتوبة. كتابتها تكملها.',
    secureChannel: `لا تُقرأ إلا في القناة الآمنة: سمِّ مفاتيح SCP03 لها بالخيار ${apart('--key-file')}.`,
    pin: 'لا تُقرأ إلا برمز PIN: لن تُكتب. أوقف الرمز أو خذ بطاقة أخرى.',
    fewTries: (left) =>
      left === 0 ? 'مفتاحها مقفل: لا يمكن كتابتها بعد الآن.' : 'المحاولات الباقية قليلة: لن تجرّب المحطة مفتاحها.',
  },
  passes: 'يبدأ الجهاز الآن من هذه البطاقة.',
  nothingYet: 'لا يجد الجهاز بعدُ ما يبدأ منه.',
  fails: (why) => `لا يبدأ الجهاز من هذه البطاقة: ${why}.`,
  tries: (key, left) =>
    left === null
      ? `لا يُعرف كم بقي لـ ${apart(key)} من محاولات: البطاقة لا تقول، أو قد تعد السؤال محاولة.`
      : `الباقي لـ ${apart(key)}: ${count(left, triesForms)}.`,
  off: (key) => `${apart(key)} موقوف: ما يحميه مفتوح.`,
  counting: 'يبدو أن هذه البطاقة تعد السؤال عن المحاولات محاولة. لن تُسأل مفاتيحها بعد الآن.',
  spared: 'قرص المحطة ممتلئ: لم تُسأل مفاتيح هذه البطاقة عن محاولاتها.',
  spent: 'كان فيها ما يُقرأ أكثر مما ينبغي لبطاقة. تُرك الباقي.',
  format: {
    dm2: 'OMA DM 2.0',
    dm1: 'OMA DM 1.2',
    cp: 'Client Provisioning',
    empty: 'لا شيء',
    unknown: 'لا شيء معروف',
  },
  application: {
    A0000000871002: 'USIM',
    A0000000871004: 'ISIM',
    A0000003431002: 'CSIM',
    A000000063504B43532D3135: 'PKCS#15',
    A00000015141434C: 'ARA-M',
    A0000005591010: 'eUICC',
  },
  class: {
    privateKeys: 'مفتاح خاص',
    publicKeys: 'مفتاح عام',
    trustedPublicKeys: 'مفتاح عام موثوق',
    secretKeys: 'مفتاح سري',
    certificates: 'شهادة',
    trustedCertificates: 'شهادة موثوقة',
    usefulCertificates: 'شهادة مفيدة',
    dataObjects: 'كائن بيانات',
    authObjects: 'رمز PIN',
  },
  purpose: {
    '2.23.43.5.1': 'Client Provisioning, Bootstrap',
    '2.23.43.5.2': 'Client Provisioning, Config1',
    '2.23.43.5.3': 'Client Provisioning, Config2',
    '2.23.43.7.1': 'إقلاع OMA DM',
    '2.23.43.9.1': 'إقلاع LwM2M',
    '1.2.840.114283.200.1.1': 'قواعد وصول التطبيقات',
  },
  node: (place, name, parts) => [apart(`${place} ${name}`), ...parts.filter((part) => part !== '')].join('، '),
  rights: (read, update) => `القراءة: ${apart(read)}، التغيير: ${apart(update)}`,
  records: (records, size) =>
    `${count(records, { one: 'سجل واحد', two: 'سجلان', few: 'سجلات', many: 'سجلًا' })} من ${bytes(size)}`,
  bytes,
  content: {
    empty: 'فارغ',
    applications: (number) => count(number, { one: 'تطبيق واحد', two: 'تطبيقان', few: 'تطبيقات', many: 'تطبيقًا' }),
    objects: (number) => count(number, { one: 'كائن واحد', two: 'كائنان', few: 'كائنات', many: 'كائنًا' }),
    directories: (number) => count(number, { one: 'مجلد واحد', two: 'مجلدان', few: 'مجلدات', many: 'مجلدًا' }),
    text: (text) => `«${apart(text)}»`,
    bytes: 'بايتات',
    refused: (key) => `لا يُقرأ بلا ${apart(key)}`,
    answered: (sw) => `لا يُقرأ، جواب البطاقة ${apart(sw)}`,
    aKey: 'مفتاح',
    state: {
      creation: 'قيد الإنشاء',
      initialisation: 'قيد التهيئة',
      activated: '',
      deactivated: 'موقوف',
      terminated: 'مُنهى',
      unknown: '',
    },
  },
}
