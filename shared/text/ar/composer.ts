import { type FaultWords, faultIn } from '../fault'
import { type ShapeWords, shapeIn } from '../shape'
import type { Text } from '../text'
import { apart, bytes, count, type Forms, number } from './figures'

const stopped = (text: string): string => (/[.!؟?…]$/.test(text) ? text : `${text}.`)
const characters: Forms = { one: 'حرف واحد', two: 'حرفان', few: 'أحرف', many: 'حرفًا' }
const nodes: Forms = { one: 'عقدة واحدة', two: 'عقدتان', few: 'عقد', many: 'عقدة' }
const warnings: Forms = { one: 'تحذير واحد', two: 'تحذيران', few: 'تحذيرات', many: 'تحذيرًا' }
const stops: Forms = { one: 'أمر واحد يوقفها', two: 'أمران يوقفانها', few: 'أمور توقفها', many: 'أمرًا يوقفها' }

export const faults: FaultWords = {
  empty: 'القيمة فارغة',
  long: 'أطول من 10240 محرفًا',
  line: 'يجب أن تكون سطرًا واحدًا بلا محارف تحكم',
  digits: 'يجب أن تكون أرقامًا فقط',
  hex: 'يجب أن تكون أزواجًا من الأرقام الست عشرية',
  phone: 'يجب أن تكون + ثم 5 إلى 15 رقمًا',
  https: `يجب أن تكون عنوان ${apart('https://')}`,
  oneOf: (choices) => `يجب أن تكون واحدة من: ${apart(choices)}`,
  pattern: (pattern) => `لا يناسب. ${shapeIn(shapes, pattern) ?? `يجب أن توافق ${apart(pattern)}`}`,
}

const shapes: ShapeWords = {
  of: {
    digits: 'أرقام',
    hex: 'أرقام ست عشرية',
    letters: 'حروف لاتينية',
    capitals: 'حروف لاتينية كبيرة',
    lettersOrDigits: 'حروف لاتينية أو أرقام',
    capitalsOrDigits: 'حروف لاتينية كبيرة أو أرقام',
  },
  between: (least, most) => {
    if (least === most) return number(least)
    return Number.isFinite(most) ? `من ${number(least)} إلى ${number(most)}` : `${number(least)} أو أكثر`
  },
  notZero: '، أولها ليس 0',
}

export const composer: Text['composer'] = {
  title: 'المحرر',
  lead: 'القالب',
  noTemplate: 'لا قالب جاهز.',
  noTemplateDo: `أحضر قالبًا بالأمر ${apart('bootstation template import')}.`,
  compare: 'قارن',
  form: {
    label: 'ما يدخل في الرسالة',
    template: 'القالب',
    from: { station: 'لهذه المحطة', product: 'أمثلة' },
    titled: (title, name) => `${apart(title)} (${apart(name)})`,
    device: 'الجهاز',
    deviceEmpty: 'امسحه',
    sample: 'استعمل جهاز مثال',
    format: 'الصيغة',
    formats: { dm2: 'DM 2.0', dm1: 'DM 1.2', cp: 'CP' },
    variables: 'المتغيرات',
    noVariables: 'لا متغيرات في هذا القالب.',
    types: {
      text: 'نص',
      digits: 'أرقام',
      hex: 'أزواج من أرقام ست عشرية',
      phone: `رقم مثل ${apart('+491701234567')}`,
      url: `عنوان ${apart('https://')}`,
      choice: 'واحد من قائمة',
      secret: 'يبقى سرًا',
    },
    pattern: (pattern) => shapeIn(shapes, pattern) ?? `يطابق ${apart(pattern)}`,
    asShown: 'كما هو معروض، إن تُرك فارغًا',
    byDefault: (value) => `${apart(value)}، إن تُرك فارغًا`,
    needed: (takes) => `مطلوب. ${stopped(takes)}`,
    fault: (reason) => `${faultIn(faults, reason) ?? 'لا يناسب'}.`,
  },
  meter: {
    label: 'حجم الرسالة',
    size: number,
    of: (limit) => `من ${bytes(limit)}`,
    sized: (size, limit) => `${number(size)} من ${bytes(limit)}`,
    free: (left) => `المتبقي ${bytes(left)}`,
    over: (missing) => `الزائد ${bytes(missing)}`,
    unknown: 'لا رسالة بعد',
    against: 'تُقاس على',
    usual: (size) => `بطاقة معتادة، ${bytes(size)}`,
    template: 'حد القالب',
    card: (reader) => `البطاقة في القارئ ${number(reader)}`,
    file: 'حد للملف',
    fileBytes: 'أكبر حجم للملف بالبايت',
    noFile: 'ليس في هذه البطاقة ملف لرسالة إقلاع.',
    asking: 'تُسأل البطاقة',
  },
  panes: {
    label: 'الرسالة في ثلاث صور',
    xml: 'XML',
    json: 'JSON',
    hex: 'Hex',
    xmlAside: 'ما تقوله',
    jsonAside: { dm2: 'كما تُكتب', dm1: 'الشيء نفسه', cp: 'الشيء نفسه' },
    hexAside: { dm2: 'UTF-8', dm1: 'WBXML 1.2', cp: 'WBXML' },
    empty: 'امسح جهازًا أو اكتبه لترى رسالته.',
    unmade: 'لا يمكن تكوين الرسالة بعد.',
    stale: 'هذه آخر رسالة أمكن تكوينها.',
  },
  node: {
    label: 'العقدة الحالية',
    none: 'تنقّل في الرسالة بمفاتيح الأسهم، أو أشر إلى سطر.',
    bytes: (from, to, size) => `من ${apart(from)} إلى ${apart(to)}، ${bytes(size)}`,
  },
  reveal: {
    ask: 'اعرض السر',
    reason: 'لماذا يجب أن يُرى؟',
    needs: (left) => (left > 0 ? `الباقي ${count(left, characters)}. يُحفظ السبب للمراجعة.` : 'يُحفظ السبب للمراجعة.'),
    show: 'اعرضه 20 ث',
    hide: 'أخفِه',
    left: (seconds) => `يختفي بعد ${number(seconds)} ث`,
    asText: 'نصًا ظاهرًا',
    value: 'السر',
  },
  findings: {
    label: 'ما يفهمه الجهاز منها',
    good: 'لا شيء يمنعها.',
    goodAside: (all, format) => `${apart(format)}، ${count(all, nodes)}.`,
    field: (label) => `${apart(label)} غير مناسب بعد.`,
    fieldDo: 'الصحيح مكتوب تحت الحقل.',
    waiting: 'لا رسالة للنظر فيها بعد.',
    count: (errors, told) =>
      [...(errors > 0 ? [count(errors, stops)] : []), ...(told > 0 ? [count(told, warnings)] : [])].join('، '),
    tooLarge: (size, limit) => `كبيرة جدًا: ${bytes(size)}، والمتسع ${number(limit)}.`,
    tooLargeDo: 'احذف ما يستغني عنه هذا الجهاز، أو اسمح له بمتسع أكبر.',
  },
  diff: {
    label: 'المقارنة',
    against: 'قارن بـ',
    choose: 'اختر ما تقارن به',
    chooseDo: 'قالب آخر، أو البطاقة في قارئ: توضع الرسالة بجانبه قيمة قيمة.',
    card: (reader) => `البطاقة في القارئ ${number(reader)}`,
    where: 'العقدة',
    differ: (rows, all) =>
      rows === 0 ? `القيم كلها متساوية: ${number(all)}.` : `المختلف ${number(rows)} من ${number(all)}.`,
    across: 'الصيغتان مختلفتان، فيُقارن ما تعطيانه للجهاز.',
    empty: 'البطاقة فارغة.',
    all: 'اعرض المتساوي أيضًا',
    kinds: { same: 'متساوٍ', changed: 'مختلف', left: 'هنا فقط', right: 'هناك فقط' },
    lacks: (title, variables) =>
      `يحتاج ${apart(title)} أيضًا إلى ${variables.map(apart).join('، ')}، ولا يسأل عنها هذا النموذج: أعطها قيمة افتراضية، أو اختر ${apart(title)} هنا وقارن بالعكس`,
    close: 'العودة إلى الرسالة',
  },
}
