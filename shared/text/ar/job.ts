import type { Text } from '../text'
import { apart, bytes, clock, count, seconds, span, triesForms } from './figures'

export const phase: Text['phase'] = {
  compose: { name: 'التكوين', does: 'يكوّن الرسالة ويقارنها بما عُرض' },
  prepare: { name: 'التجهيز', does: 'ينشئ الملفات التي تحتاجها الرسالة ودليلها' },
  write: { name: 'الكتابة', does: 'يكتب الرسالة على البطاقة، وبدايتها في الآخر' },
  verify: { name: 'التحقق', does: 'يقرأ كل بايت بعد إعادة تشغيل باردة' },
  rehearse: { name: 'التجربة', does: 'يفعل ما يفعله الجهاز عند التشغيل' },
  check: { name: 'الفحص', does: 'يتأكد من المفتاح والمساحة وخادم DM قبل أي تغيير' },
  blank: { name: 'الإفراغ', does: 'يفرغ كل ملفات الإقلاع كي لا يبقى شيء قديم' },
  release: { name: 'الإعادة', does: 'يعيد التسجيل إلى خادم DM' },
  transfer: { name: 'التسليم', does: 'يسلّم التسجيل إلى شركة أخرى لدى خادم DM' },
  register: { name: 'التسجيل', does: 'يخبر خادم DM عن هذا الجهاز' },
}

export const outcome: Text['outcome'] = {
  running: 'جارٍ',
  PASS: 'ناجح',
  OWED: 'انتظار',
  FAIL: 'فاشل',
  ERROR: 'عطل',
  CANCELLED: 'متوقف',
  INTERRUPTED: 'منقطع',
}

export const job: Text['job'] = {
  leaveIn: 'اترك البطاقة في مكانها.',
  leaveInLead: 'تخبرك هذه الصفحة متى يمكن إخراجها.',
  mayLeave: 'البطاقة جاهزة.',
  mayLeaveLead: 'يمكن إخراجها. المحطة تخبر خادم DM.',
  mayLeaveNote: 'التسجيل يستمر وحده.',
  stop: 'إيقاف آمن',
  stopping: 'يتوقف بعد هذه المرحلة',
  slipped: 'إن خرجت البطاقة فأعدها. تكمل المهمة من حيث كانت.',
  phaseOf: (at, all) => `المرحلة ${at} من ${all}`,
  took: seconds,
  elapsed: span,
  sized: bytes,
  notRun: 'لم تُنفَّذ',
  interruptedIn: 'انقطعت',
  torn: {
    write: 'خرجت البطاقة أثناء الكتابة. يقرؤها الجهاز فارغة حتى تكتمل.',
    blank: 'خرجت البطاقة أثناء الإفراغ. قد يجد الجهاز عليها رسالة بعد.',
    prepare: 'خرجت البطاقة أثناء التجهيز. يقرؤها الجهاز كما كانت حتى تكتمل.',
    register: '',
    rebootstrap: 'خرجت البطاقة أثناء تهيئتها من جديد. حتى تكتمل يجد الجهاز عليها ما كان من قبل أو لا يجد شيئًا.',
    release: '',
    transfer: '',
  },
  unproven: 'خرجت البطاقة بعد كتابتها وقبل قراءتها للتحقق.',
  tornDo: 'البطاقة لم تكتمل: استأنف المهمة بالبطاقة نفسها.',
  found: {
    torn: 'جاءت هذه البطاقة نصف مكتوبة. كُتبت من جديد.',
    private: 'يطلب الجهاز رمز PIN من صاحبه قبل أن يقرأ هذه البطاقة.',
    unlisted: `لا يذكر ${apart('EF(DIR)')} التطبيق: الجهاز الذي يبحث هناك أولًا لا يجد شيئًا. تجهيز البطاقة يضيفه.`,
    emptied: 'أُفرغ كل ملف إقلاع على هذه البطاقة.',
    'empty-before': 'كان كل ملف إقلاع على هذه البطاقة فارغًا. لم يلزم شيء.',
    'entry-kept': `بقي قيد في ${apart('EF(DODF)')} لأن بعده قيودًا لغيرنا. ملفه فارغ.`,
  },
  unread: 'سجل هذه المهمة لا يُقرأ.',
  putBack: 'أعد البطاقة نفسها: تكمل المهمة وحدها.',
  interrupted: 'توقفت المحطة في أثناء هذه المهمة.',
  interruptedDo: 'أدخل بطاقتها واستأنف المهمة.',
  lights: {
    written: { yes: 'كُتبت', no: 'لم تُكتب', later: 'لم تُكتب بعد' },
    verified: { yes: 'تم التحقق', no: 'لم يتم التحقق', later: 'لم يتم التحقق بعد' },
    registered: { yes: 'سُجّل', no: 'لم يُسجَّل', owed: 'لم يُسجَّل بعد', later: 'لم يُسجَّل بعد' },
  },
  light: {
    written: (size) => (size === undefined ? 'الرسالة على البطاقة' : `${bytes(size)} على البطاقة`),
    sentToCard: 'أُرسلت الرسالة إلى البطاقة',
    notWritten: 'لم يُكتب شيء على البطاقة',
    partWritten: 'البطاقة لم تكتمل',
    verified: 'قُرئت بعد إعادة تشغيل باردة، ثم جُرّبت بلا مفتاح البطاقة',
    notVerified: 'لم تُقرأ للتحقق',
    differs: 'ما قُرئ غير ما كُتب',
    unusable: 'قُرئت، لكن الجهاز لا يستطيع استعمالها',
    registered: (server) => (server === undefined ? 'قبله خادم DM' : `قبله ${apart(server)}`),
    pending: (attempts, next) => {
      const tried = attempts > 0 ? `محفوظ هنا، المحاولات: ${count(attempts, triesForms)}` : 'محفوظ هنا'
      return next === undefined ? `${tried}، يُرسَل وحده` : `${tried}، المحاولة التالية ${clock(next)}`
    },
    queued: 'قُبل، ورسالته تنتظر الإرسال',
    sent: 'أُرسلت رسالته',
    contacted: 'اتصل الجهاز بخادم DM',
    managed: 'الجهاز تحت الإدارة',
    conflict: 'سجّل غيرُنا هذا الجهاز',
    rejected: 'رفض خادم DM هذا الجهاز',
    released: 'أُعيد',
    notRegistered: 'لم يُخبَر خادم DM',
  },
}
