import type { Text } from '../text'
import { apart, cardForms, count, number } from './figures'

export const report: Text['report'] = {
  title: (from, to) => `تقرير الوردية، من ${apart(from)} إلى ${apart(to)}`,
  ofBatch: (batch) => `للدفعة ${apart(batch)} فقط.`,
  outcomes: 'البطاقات المعالجة',
  other: 'لم تكتمل',
  batches: 'المطابقة',
  noBatches: 'لم تكن أي دفعة مفتوحة.',
  columns: {
    batch: 'الدفعة',
    issued: 'مصروفة',
    good: 'سليمة',
    rejects: 'مستبعدة',
    unused: 'غير مستعملة',
    open: 'قيد العمل أو الانتظار',
    exact: 'متطابق',
  },
  exact: 'نعم',
  notExact: 'ليس بعد',
  firstTries: (tried, failed) => `جُرِّبت ${count(tried, cardForms)}، فشل منها ${number(failed)}`,
  written: (file) => `التقرير في ${apart(file)}.`,
  save: 'تقرير الوردية PDF',
  saved: (path) => `حُفظ: ${apart(path)}`,
}
