import type { Text } from '../text'

export const otherCard = 'ضع هذه البطاقة جانبًا وأدخل غيرها.'
export const resume = 'ثم استأنف المهمة.'

/** What to do now and what happens then, where a failure has no words of its own for it. */
export const way: Text['way'] = {
  'fix-reader': { doNow: 'افحص سلك القارئ.', goOn: 'يعود وحده، ثم استأنف المهمة.' },
  wait: { doNow: 'أغلق البرنامج الآخر أو انتظره.', goOn: resume },
  'same-card': { doNow: 'أعد البطاقة نفسها.', goOn: 'ثم استأنف المهمة: تكمل من حيث كانت.' },
  'other-card': { doNow: otherCard, goOn: 'ثم تابع مع الجهاز نفسه.' },
  'set-aside': { doNow: 'ضع هذه البطاقة جانبًا.', goOn: 'ثم تابع مع الجهاز نفسه وبطاقة أخرى.' },
  'check-key': {
    doNow: 'قبل إدخال بطاقة أخرى تحقق من أن المفتاح لهذه البطاقات.',
    goOn: 'لا تجرّب المحطة هذا المفتاح على هذه البطاقة ثانية.',
  },
  'other-bundle': { doNow: 'لا تأخذ منها أي رسالة. اطلب حزمة سليمة ممن أعدّها.', goOn: 'ثم تحقق من تلك.' },
  'other-target': { doNow: 'خذ الهدف المقصود لهذه الدفعة.', goOn: 'ثم ضع الحزمة من جديد.' },
  'correct-template': { doNow: 'صحّح القالب.', goOn: 'ثم امسح الجهاز مرة أخرى.' },
  'correct-request': { doNow: 'صحّحه وحاول مرة أخرى.', goOn: 'لم يُكتب شيء.' },
  automatic: { doNow: 'لا شيء: تحاول المحطة من جديد وحدها.', goOn: 'يمكن متابعة العمل.' },
  ask: { doNow: 'استدعِ الفني.', goOn: 'لم يضع شيء.' },
  'export-log': { doNow: 'احتفظ بالبطاقة وصدّر سجلها.', goOn: 'يمكن كتابة بطاقة أخرى.' },
  'start-again': { doNow: 'امسح الجهاز لتبدأ من جديد.', goOn: 'ما أُنجز محفوظ في السجل.' },
}
