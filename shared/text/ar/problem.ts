import type { ProblemType } from '../../registration/problem-kinds'

const titles: Readonly<Record<ProblemType, string>> = {
  'certificate-refused': 'الشهادة ليست من سلطة شهادات هذا الخادم',
  'request-malformed': 'الطلب ليس JSON',
  'request-invalid': 'الطلب ليس كما تريده الواجهة',
  'idempotency-key-missing': 'ليس في الطلب Idempotency-Key',
  'ticket-exhausted': 'نفدت التسجيلات في هذه الحصة',
  'bootstrap-refused': 'لا إقلاع لهذا الجهاز',
  'not-found': 'لا شيء هناك',
  'method-not-allowed': 'لا يمكن هذا هنا',
  'not-acceptable': 'لا جواب بالصيغة المطلوبة',
  'identity-claimed': 'الجهاز مسجل من قبل',
  'still-running': 'لم تنته الإرسالية بعد',
  'body-too-large': 'الطلب أطول من اللازم',
  'media-unsupported': 'صيغة الطلب لا تُقرأ هناك',
  'identity-invalid': 'لا جهاز بهذه الهوية',
  'devid-mismatch': 'معرّف DevID ليس من الهويات',
  'template-unknown': 'الخادم لا يعرف هذا القالب',
  'idempotency-key-reused': 'المفتاح Idempotency-Key لطلب آخر',
  'sink-refused': 'لم يوافق المستقبِل على تلقي الأخبار',
  'state-refused': 'لا يتبع هذا حالة التسجيل',
  'rate-limited': 'طلبات كثيرة جدًا',
  'server-broken': 'في الخادم عطل',
  maintenance: 'الخادم تحت الصيانة',
}

export const problem = (kind: ProblemType): string => titles[kind]
