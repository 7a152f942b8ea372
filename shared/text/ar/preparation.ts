import type { PreparationLack, PreparationStep, PreparedFile } from '../../preparation'
import type { Text } from '../text'
import { apart, bytes, number } from './figures'

type Facts = {
  readonly file: PreparedFile
  readonly needBytes?: number | undefined
  readonly haveBytes?: number | undefined
  readonly sw?: string | undefined
  readonly left?: readonly string[] | undefined
}
type Lack = { readonly what: (facts: Facts) => string; readonly issuer: (facts: Facts) => string }

const room = ({ needBytes, haveBytes }: Facts): string =>
  needBytes === undefined || haveBytes === undefined
    ? ''
    : `: المطلوب ${bytes(needBytes)} والموجود ${number(haveBytes)}`
const stays = ({ left }: Facts): string =>
  left === undefined
    ? ''
    : ` ما أُنشئ قبل ذلك ولم يمكن حذفه: ${left.map((path) => apart(where(path))).join('، ')}. تجهيز آخر يكمل من هناك.`
const answer = ({ sw }: Facts): string => (sw === undefined ? '' : `، الجواب ${apart(sw)}`)
const dir = apart('EF(DIR)')

/** What is missing, and what the issuer of the card has to do, where nobody else can. */
const lacks: Readonly<Record<PreparationLack, Lack>> = {
  'right-to-create-directory': {
    what: () => 'لا يحق لمفتاحها إنشاء مجلد في MF',
    issuer: () =>
      `إنشاء ${apart('DF 3F00/7F50')} بمعرّف PKCS#15 مع ${apart('EF(ODF), EF(DODF-bootstrap), EF(DM_Bootstrap)')}، وذكره في ${dir}`,
  },
  'right-to-create-file': {
    what: ({ file }) => `لا يحق لمفتاحها إنشاء ${apart(file)} في تطبيق PKCS#15`,
    issuer: ({ file }) => `إنشاء ${apart(file)}`,
  },
  'right-to-update': {
    what: ({ file }) => `لا يحق لمفتاحها تغيير ${apart(file)}`,
    issuer: ({ file }) => `إضافة القيد إلى ${apart(file)}، أو السماح لمفتاح بتغييره`,
  },
  'right-to-resize': {
    what: (facts) => `${apart(facts.file)} صغير جدًا ولا يحق لمفتاحها تكبيره${room(facts)}`,
    issuer: ({ file, needBytes }) => `تكبير ${apart(file)}${needBytes === undefined ? '' : ` إلى ${bytes(needBytes)}`}`,
  },
  rule: {
    what: ({ file }) => `الجميع يقرأ ${apart(file)}، والقاعدة لا تُغيَّر`,
    issuer: ({ file }) => `إعطاء ${apart(file)} قاعدة تطلب PIN1`,
  },
  create: {
    what: (facts) => `لا تنشئ ${apart(facts.file)}${answer(facts)}`,
    issuer: ({ file }) => `إنشاء ${apart(file)}`,
  },
  resize: {
    what: (facts) => `لا تكبّر ${apart(facts.file)}${answer(facts)}`,
    issuer: ({ file }) => `تكبير ${apart(file)}`,
  },
  memory: {
    what: (facts) => `ذاكرتها لا تكفي لـ ${apart(facts.file)}${room(facts)}${answer(facts)}`,
    issuer: () => 'إفساح مكان على البطاقة',
  },
  room: {
    what: ({ file }) => `في مكان القيد من ${apart(file)} شيء آخر`,
    issuer: ({ file }) => `إضافة القيد إلى ${apart(file)}`,
  },
  record: {
    what: () => `ليس في ${dir} سجل فارغ يكفي طوله`,
    issuer: () => `إضافة سجل لـ PKCS#15 في ${dir}`,
  },
  dir: { what: () => `ليس فيها ${dir}`, issuer: () => `إنشاء ${dir} مع سجل لـ PKCS#15` },
  choice: {
    what: ({ file }) => `فيها اثنان من ${apart(file)}`,
    issuer: ({ file }) => `حذف قيد من قيدي ${apart(file)}`,
  },
  identifier: {
    what: ({ file }) => `كل معرّفات ${apart(file)} مأخوذة`,
    issuer: ({ file }) => `إنشاء ${apart(file)} مع قيده`,
  },
}

const where = (path: string): string => path.replace(/(?!^)(?=(?:.{4})+$)/g, '/')
const at = (file: string, path: string): string => apart(`${file}, ${where(path)}`)

export const preparation: Text['preparation'] = {
  cannot: ({ lack, ...facts }) => `لا يمكن تجهيز هذه البطاقة هنا: ${lacks[lack].what(facts)}.${stays(facts)}`,
  issuer: ({ lack, ...facts }) => `على الجهة التي أصدرتها: ${lacks[lack].issuer(facts)}.`,
  step: (step: PreparationStep): string => {
    switch (step.does) {
      case 'create': {
        const size = step.sizeBytes === undefined ? '' : `، ${bytes(step.sizeBytes)}`
        const rule = step.rule ? `السجل ${step.rule.record} من ${apart(`EF.ARR ${step.rule.arr}`)}` : 'قاعدة خاصة به'
        return `إنشاء ${at(step.file, step.path)}${size}، تحميه ${rule}.`
      }
      case 'enlarge':
        return `تكبير ${at(step.file, step.path)} من ${number(step.fromBytes)} إلى ${bytes(step.toBytes)}.`
      case 'clear':
        return `محو ما تركه تجهيز سابق في ${at(step.file, step.path)}.`
      case 'enter': {
        const behind = step.start === 0 ? '' : `، بعد ${bytes(step.start)} موجودة`
        return `كتابة ${bytes(step.hex.length / 2)} في ${at(step.file, step.path)}${behind}.`
      }
      case 'list':
        return `ذكر التطبيق في السجل ${step.record} من ${dir}.`
    }
  },
  nothing: 'هذه البطاقة مجهزة. لا شيء يُعمل.',
  would: 'لم يتغير شيء. هذا ما سيُعمل، بهذا الترتيب، إن سمحت البطاقة:',
}
