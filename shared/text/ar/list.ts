import type { list as english } from '../en/list'
import type { FailureOf } from '../text'
import { apart, count, type Forms, number, oblique } from './figures'

type Unfit = FailureOf<'list.unfit'>

const rowForms: Forms = { one: 'صف واحد', two: 'صفان', few: 'صفوف', many: 'صفًا' }

const unfit: Readonly<Record<Unfit['why'], (column: string) => string>> = {
  'not-a-list': () => 'ليس جدولًا نصيًا ولا مصنف Excel',
  'old-sheet': () => `ملف Excel قديم أو محمي بكلمة مرور؛ احفظه ${apart('.xlsx')} أو ${apart('CSV')} بلا كلمة مرور`,
  'no-sheet': () => 'لا ورقة ظاهرة فيه',
  damaged: () => 'الملف تالف',
  bursting: () => 'يتضخم عند فكه إلى أكثر بكثير مما تكون عليه قائمة',
  'too-large': () => 'أكبر مما يُسمح به لقائمة',
  empty: () => 'الملف فارغ',
  changed: () => 'تغيّر منذ فحصه',
  encoding: () => `حرف هناك ليس في ترميز معروف؛ احفظه ${apart('UTF-8')}`,
  quote: () => 'علامة اقتباس لا تنتهي أو في غير موضعها',
  'too-long': () => 'صف لا نهاية له أو فيه أكثر من 256 عمودًا',
  'no-device': () => 'لا عمود فيه أجهزة',
  'several-devices': (columns) => `عدة أعمدة فيها أجهزة: ${apart(columns)}؛ حدد أحدها`,
  rounded: (column) => `قرّب برنامج الجداول أرقام ${apart(column)}؛ اجعل العمود نصًا واحفظه من جديد`,
  'twice-named': (column) => `عمودان باسم ${apart(column)}؛ حدد أحدهما برقمه`,
  'no-column': (column) => `تعذر العثور على ${apart(column)}`,
}

export const list: typeof english = {
  unfit: ({ path, why, row, column }) =>
    `لا يمكن أخذ ${apart(path)}${row === undefined ? '' : `، الصف ${number(row)}`}${
      why === 'encoding' && column !== undefined ? `، العمود ${apart(column)}` : ''
    }: ${unfit[why](column ?? '')}.`,
  correct: 'صحح الملف أو حدد أعمدته وافحصه من جديد.',
  notTaken: 'لم يؤخذ منه شيء.',
  wrong: {
    'check-digit': 'رقم التحقق لا يطابق',
    malformed: 'ليس مما ينتمي هناك',
    duplicate: 'مكرر في القائمة',
    known: 'موجود في دفعة من قبل',
    registered: 'مسجّل من قبل',
    rounded: 'قرّبه برنامج جداول',
    missing: 'مفقود',
    formula: 'صيغة وليس قيمة',
    'too-long': 'طويل جدًا',
  },
  finding: (row, column, wrong, value) =>
    `الصف ${number(row)}${column === undefined ? '' : `، ${apart(column)}`}: ${wrong}${value === undefined ? '' : `، ${apart(value)}`}`,
  rows: (good, rows) => `الصحيح ${number(good)} من ${count(rows, oblique(rowForms))}`,
  reading: (rows) => `قُرئ ${count(rows, rowForms)}`,
}
