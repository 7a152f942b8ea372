import type { Sentence } from '../../registration/problem-kinds'
import { namedCommand } from '../command-name'
import { isReading } from '../en/reading'
import { stated } from '../reason'
import type { FailureWords } from '../text'
import { apart, bytes, cardForms, count, number, oblique, triesForms } from './figures'
import { identity } from './identity'
import { intake } from './intake'
import { list } from './list'
import { preparation } from './preparation'
import { otherCard, resume, way } from './way'

const tries = (left: number | null): string => {
  if (left === null) return 'عدد المحاولات الباقية غير معروف'
  return left === 0 ? 'لم تبق أي محاولة' : `المحاولات الباقية: ${count(left, triesForms)}`
}

const said = (path: string, why: string | undefined): string | undefined =>
  [path && apart(path), why].filter(Boolean).join(': ') || undefined

const channelRefused = {
  'no-scp03': 'لا تعرف SCP03 هنا',
  'no-key': 'ليس فيها مجموعة مفاتيح بهذا الإصدار',
  level: 'لا تستطيع حماية أجوبتها',
  keys: 'المفاتيح ليست لهذه البطاقة',
  host: 'لا تقبل هذه المحطة',
} as const

const channelBroken = {
  'no-mac': 'وصل جواب بلا توقيع',
  mac: 'تغيّر جواب في الطريق',
  padding: 'تعذّر فك تشفير جواب',
  over: 'كانت قد انتهت',
} as const

const pinStates = {
  refused: 'رفضت وحدة المفاتيح رمز PIN.',
  'few-tries': 'لم يُجرَّب رمز PIN لوحدة المفاتيح: أُدخل قبله رمز خاطئ.',
  'last-try': 'لم يُجرَّب رمز PIN لوحدة المفاتيح: بقيت محاولة واحدة.',
  locked: 'رمز PIN لوحدة المفاتيح مقفل.',
} as const

const receiptInvalid = {
  malformed: 'هذا ليس إيصالًا، أو ليس إيصالًا كاملًا.',
  'other-key': 'وقّعت هذا الإيصال محطة أخرى.',
  signature: 'تغيّر هذا الإيصال بعد توقيعه، أو لم توقّعه هذه المحطة.',
  'other-device': 'هذا الإيصال لجهاز آخر.',
} as const

/** What to do now, by the name that a DM Server's problem carries. */
const sentences: Readonly<Record<Sentence, string>> = {
  wait: 'لا شيء: تسأل المحطة من جديد وحدها.',
  'check-identity': 'امسح الجهاز مرة أخرى. إن خرجت القيمة نفسها فملصقه خاطئ.',
  'device-taken': `قرر في الوارد (${apart('F9')}) تحت «التعارضات»، أو بالأمر ${apart('bootstation registration resolve')}.`,
  'order-more': 'اطلب زيادة الحصة ممن يدير خادم DM، ثم استأنف المهمة.',
  'ask-server': 'اسأل من يدير خادم DM.',
  'tell-us': 'صدّر السجل واستدعِ الفني.',
}
const sentence = (name: string | undefined): string | undefined =>
  Object.entries(sentences).find(([known]) => known === name)?.[1]

const allowKeys = (keySet: string): string => apart(`bootstation keys allow --key-set ${keySet} --reason "…"`)

export const failure: FailureWords = {
  'reader.lost': { what: ({ reader }) => `${apart(reader)} لا يجيب.` },
  'reader.busy': {
    what: ({ reader }) => `${apart(reader)} مشغول ببرنامج آخر، أو ببطاقة لا تجيب.`,
    doNow: () => 'أغلق البرنامج الآخر، أو أخرج البطاقة ثم أدخلها.',
    goOn: resume,
  },
  'reader.service-down': {
    what: (_, why) => stated('خدمة البطاقات الذكية لا تعمل', why),
    doNow: () => 'اترك البطاقات في مكانها: تعود القارئات وحدها متى عملت الخدمة.',
    goOn: resume,
  },
  'card.absent': { what: ({ reader }) => `لا بطاقة في ${apart(reader)}.`, doNow: () => 'أدخل البطاقة.', goOn: resume },
  'card.removed': { what: ({ reader }) => `خرجت البطاقة من ${apart(reader)} قبل أن تنتهي المهمة.` },
  'card.other': {
    what: ({ reader, iccid, found }) =>
      `في ${apart(reader)} بطاقة أخرى: ${identity.iccid(found)} بدل ${identity.iccid(iccid)}.`,
    doNow: () => 'أدخل بطاقة هذه المهمة، أو ابدأ مهمة جديدة لهذه البطاقة.',
  },
  'card.mute': {
    what: ({ reader, command }) => `البطاقة في ${apart(reader)} لا تجيب على ${apart(namedCommand(command))}.`,
    doNow: () => 'أخرجها وامسح ملامساتها وأعدها ثم استأنف المهمة.',
    goOn: 'إن بقيت صامتة فخذ بطاقة أخرى.',
  },
  'card.torn': {
    what: ({ path }) =>
      `ملف الإقلاع ${apart(path)} نصف مكتوب، وما كان فيه غير معروف هنا: الإضافة إليه تضيّع تلك الخوادم.`,
    doNow: () => `دع المحطة التي بدأته تكمله، أو اكتب البطاقة من جديد بلا ${apart('--add')}.`,
  },
  'card.rewritten': {
    what: ({ path }) => `في ملف الإقلاع ${apart(path)} رسالة غير التي كانت عند خروج البطاقة: كُتب بعدها. يبقى كما هو.`,
    doNow: () => 'استأنف المهمة لكتابته رغم ذلك، أو اترك البطاقة كما هي.',
  },
  'card.contradicts': {
    what: ({ path }) => `رسالة أخرى على هذه البطاقة تناقض الرسالة المكتوبة: الملف ${apart(path)}.`,
    doNow: () => 'أفرغ البطاقة قبل كتابتها أو خذ بطاقة أخرى.',
  },
  'card.taken': {
    what: ({ iccid, batch }) => `البطاقة ${identity.iccid(iccid)} من الدفعة ${apart(batch)}: لم تُمَسّ.`,
    doNow: () => 'أخرجها وأدخل بطاقة من هذه الدفعة.',
  },
  'card.unnumbered': {
    what: ({ reader }) => `البطاقة في ${apart(reader)} بلا رقم (ICCID فيها فارغ)، فلا يمكن تمييزها من غيرها.`,
    doNow: () => 'اكتبها وحدها يدويًا. أما الدفعة أو المفتاح الخاص أو استئناف مهمة فخذ لها بطاقة ذات رقم.',
  },
  'card.unsuitable': {
    what: (_, why) => stated('هذه البطاقة لا تتسع لرسالة إقلاع', why && `ينقصها ${why}`),
    doNow: ({ remedy }) =>
      remedy === 'prepare'
        ? `جهّزها إن سمحت (${apart('F7')} عند المراجعة، أو ${apart('bootstation card prepare')})، أو خذ بطاقة أخرى.`
        : otherCard,
  },
  'card.needs-pin': {
    what: ({ path }) => `ملف الإقلاع ${apart(path)} لا يُقرأ إلا برمز PIN: سيطلبه الجهاز من صاحبه.`,
    doNow: () => 'اسأل صاحب البطاقة عن رمز PIN وأدخله.',
    goOn: 'يُستعمل لهذه المهمة ولا يُحفظ في أي مكان.',
  },
  'card.pin': {
    what: ({ state, attemptsLeft }) => {
      if (state === 'blocked') return 'رمز PIN لهذه البطاقة مقفل.'
      if (state === 'unknown-tries') return 'لا تذكر هذه البطاقة كم محاولة بقيت لرمز PIN: لم يُجرَّب.'
      return `${state === 'refused' ? 'رفضت البطاقة رمز PIN' : 'لم يُجرَّب رمز PIN للبطاقة'}: ${tries(attemptsLeft)}.`
    },
    doNow: ({ state }) => {
      if (state === 'unknown-tries') return 'يعطّل صاحبها رمز PIN في هاتف، أو خذ بطاقة أخرى.'
      return state === 'blocked'
        ? 'يفتحه صاحبها برمز PUK في هاتف؛ ورمز PUK عند من أصدر البطاقة.'
        : `يُدخل صاحبها الرمز الصحيح مرة واحدة في هاتف: تعود كل المحاولات.${state === 'few-tries' ? ' ثم أدخله هنا.' : ''}`
    },
    goOn: 'لا تجرّب المحطة رمزًا إلا إذا بقيت بعد الرفض محاولتان. لم يُكتب شيء.',
  },
  'card.cannot-prepare': {
    what: (facts) => preparation.cannot(facts),
    doNow: (facts) => preparation.issuer(facts),
    goOn: 'لم يتغير شيء مما لغيرنا على البطاقة.',
  },
  'card.needs-secure-channel': {
    what: ({ path }) =>
      `الملف ${apart(path)} لا يُقرأ ولا يُكتب إلا في القناة الآمنة: بلا مفاتيح قراءته لا يقرؤه إلا جهاز يملكها.`,
    doNow: () => 'أعط المحطة ملف مفاتيح فيه مفاتيح SCP03 لهذه البطاقة، أو خذ بطاقة أخرى.',
    goOn: 'ثم امسح الجهاز مرة أخرى.',
  },
  'card.too-small': {
    what: ({ needBytes, haveBytes }) => `صغير جدًا: المطلوب ${bytes(needBytes)}، والموجود ${number(haveBytes)}.`,
    doNow: ({ remedy, needBytes }) =>
      remedy === 'prepare'
        ? `كبّر الملف (${apart('F7')} عند المراجعة، أو ${apart(`bootstation card prepare --size ${Math.ceil(needBytes / 256) * 256}`)})، أو خذ بطاقة أخرى.`
        : otherCard,
  },
  'card.locked': {
    what: ({ attemptsLeft }) =>
      attemptsLeft === 0 ? 'مفتاح البطاقة مقفل: لم تبق أي محاولة.' : `لم يُجرَّب مفتاح البطاقة: ${tries(attemptsLeft)}.`,
    doNow: ({ attemptsLeft }) =>
      attemptsLeft === 0 || attemptsLeft === 1
        ? 'ضع هذه البطاقة جانبًا.'
        : 'ضع هذه البطاقة جانبًا. يسمح بمحاولة واحدة مشرف واثق من المفتاح.',
  },
  'card.key-refused': { what: ({ attemptsLeft }) => `رفضت البطاقة مفتاحها: ${tries(attemptsLeft)}.` },
  'key.stopped': {
    what: ({ refusals }) =>
      `لن تُجرَّب أي بطاقة بمجموعة المفاتيح هذه: البطاقات التي رفضت مفاتيحها: ${count(refusals, cardForms)}.`,
    doNow: ({ keySet }) => `تبيّن لمن هذه المفاتيح، ثم يسمح بها مشرف: ${allowKeys(keySet)}.`,
    goOn: 'حتى ذلك الحين لا يُعرض أي منها على بطاقة.',
  },
  'key.tried': {
    what: ({ reader }) => `جُرّب مفتاح على البطاقة في ${apart(reader)}، ولا يُجرَّب إلا مرة لكل إدخال.`,
    doNow: () => 'أخرج البطاقة. لا تعدها إلا إذا صُحّح المفتاح.',
    goOn: 'عندها تُقرأ المحاولات الباقية من جديد.',
  },
  'key.missing': {
    what: ({ iccid, key }) => `لا يوجد ${apart(key)} للبطاقة ${identity.iccid(iccid)}.`,
    doNow: () => 'تحقق من أن هذه المفاتيح لهذه البطاقات.',
    goOn: 'لم تُمس البطاقة.',
  },
  'key.unusable': { what: (_, why) => stated('مفاتيح البطاقات غير صالحة', why) },
  'key.wanted': {
    what: ({ what }) => (what === 'card-key' ? 'لم يُدخَل مفتاح البطاقة بعد.' : 'لم يُدخَل رمز PIN لوحدة المفاتيح بعد.'),
    doNow: () => 'اطلب من المشرف إدخاله.',
    goOn: 'يبقى في الذاكرة فقط.',
  },
  'token.absent': {
    what: (_, why) => stated('وحدة المفاتيح غير صالحة للاستعمال', why),
    doNow: () => 'تأكد من أنها موصولة وأن برنامجها مثبت.',
    goOn: 'ثم ابدأ من جديد.',
  },
  'token.pin': {
    what: ({ state }) => pinStates[state],
    doNow: ({ keySet }) =>
      keySet
        ? `صحّح رمز PIN، ثم يسمح به مشرف: ${allowKeys(keySet)}.`
        : 'سجّل الدخول إلى الوحدة مرة بأداتها وبالرمز الصحيح: تعود المحاولات إلى أولها.',
    goOn: 'لم تُمس أي بطاقة.',
  },
  'card.refused': {
    what: ({ command, sw }) => `رفضت البطاقة الأمر ${apart(command)}، الجواب ${apart(sw)}.`,
    doNow: () => 'أدخل البطاقة نفسها مرة أخرى واستأنف المهمة.',
    goOn: 'إن رفضت ثانية فخذ بطاقة أخرى.',
  },
  'card.mismatch': { what: ({ offset }) => `ما قُرئ من البطاقة غير ما كُتب، ابتداءً من البايت ${number(offset)}.` },
  'card.channel-refused': {
    what: ({ why, sw }) => `لا قناة آمنة مع هذه البطاقة: ${channelRefused[why]}${sw ? `، الجواب ${apart(sw)}` : ''}.`,
    doNow: () => 'قبل إدخال بطاقة أخرى تحقق من أن مفاتيح القراءة لهذه البطاقة.',
    goOn: 'لا تعيد المحطة المحاولة وحدها: قد تقفل البطاقة مفاتيحها.',
  },
  'card.channel-broken': {
    what: ({ why }) => `انقطعت القناة الآمنة مع البطاقة: ${channelBroken[why]}.`,
    doNow: () => 'أدخل البطاقة نفسها مرة أخرى واستأنف المهمة.',
    goOn: 'إن تكرر ذلك فاستعمل قارئًا آخر: قد يغيّر شيء بينهما ما يقال.',
  },
  'bytes.malformed': {
    what: ({ offset }, why) => stated(`البايتات لا تُقرأ من البايت ${number(offset)}`, why),
  },
  'message.invalid': {
    what: ({ path, reason }, why) =>
      stated(isReading(reason) ? 'الرسالة لا تُقرأ' : 'تعذّر تكوين الرسالة', said(path, why)),
    doNow: ({ path, reason }) => {
      if (isReading(reason)) return way['export-log'].doNow
      if (path.startsWith('variables.')) return 'أعطها قيمة مناسبة.'
      if (path === 'card.format') return `استعمل ${apart('--format')} بما على البطاقة، أو اترك ${apart('--add')}.`
      if (path.startsWith('devices.')) return 'خذ قالبًا لهذا الجهاز.'
      return way['correct-template'].doNow
    },
  },
  'template.invalid': { what: ({ path }, why) => stated('القالب غير صحيح', said(path, why)) },
  'file.unfit': {
    what: ({ path }, why) => stated(`لا رسالة إقلاع في ${apart(path)}`, why),
    doNow: () => 'سمِّ ملفًا فيه رسالة إقلاع، أو رسالة دفع لها.',
    goOn: 'لم يتغير شيء.',
  },
  'server.unreachable': { what: (_, why) => stated('خادم DM لا يجيب', why) },
  'server.refused': {
    what: ({ status }, why) =>
      stated('رفض خادم DM', `${why === undefined ? '' : `${why}، `}الجواب ${apart(String(status))}`),
    doNow: ({ retryable, sentence: name }) => sentence(name) ?? (retryable ? sentences.wait : sentences['ask-server']),
  },
  'server.unproven': {
    what: (_, why) => stated('لا يثبت خادم DM هويته', why),
    doNow: () => sentences['ask-server'],
  },
  'server.certificate': {
    what: ({ expiredAt }) => `انتهت شهادة هذه المحطة في ${apart(expiredAt.slice(0, 10))}.`,
    doNow: () => `افحص ساعة المحطة. إن كانت صحيحة فسجّل المحطة من جديد: ${apart('bootstation enrol')}.`,
    goOn: 'لم تُمس أي بطاقة ولم يضع شيء: ما ينتظر خادم DM يستمر عندها وحده.',
  },
  'disk.failed': { what: ({ path }, why) => stated(`مشكلة في ${apart(path)}`, why) },
  'bundle.invalid': {
    what: ({ file }, why) => stated('لا تُستعمل هذه الحزمة', why === undefined ? apart(file) : `${apart(file)}، ${why}`),
  },
  'intake.held': {
    what: ({ why }) => `هذا يحتاج إلى شخص مخوّل بالقرار. ${intake.why[why]}.`,
    doNow: () => 'استدعِ المشرف: الطلب ينتظر في الوارد، F9.',
    goOn: 'لم يُكتب شيء، ولم يُبلَّغ خادم DM بشيء.',
  },
  'receipt.invalid': {
    what: ({ why }) => receiptInvalid[why],
    doNow: () => 'قارنه بسجل مهمته، ولا تعتمد عليه حتى ذلك الحين.',
    goOn: 'لا يعتمد عليه شيء آخر.',
  },
  'print.failed': { what: (_, why) => stated('تعذّرت الطباعة', why) },
  'target.refused': { what: ({ path }, why) => stated(`لم يوضع شيء على ${apart(path)}`, why) },
  'request.invalid': { what: (_, why) => stated('غير مقبول', why) },
  'request.superseded': {
    what: ({ iccid, job, device }) =>
      `البطاقة ${identity.iccid(iccid)} ${device ? `كُتبت بعدها للجهاز ${identity.device(device)}` : 'أُفرغت بعدها'}، في المهمة ${apart(job)}.`,
    doNow: () => `اترك البطاقة كما هي. الأمر ${apart('bootstation job resume --again')} ينفذ المهمة القديمة رغم ذلك.`,
    goOn: 'لم يتغير شيء.',
  },
  'list.unfit': { what: (failure) => list.unfit(failure), doNow: () => list.correct, goOn: list.notTaken },
  'batch.failing': {
    what: ({ failures, among }) =>
      `أوقفت الدفعة نفسها: فشل ${number(failures)} من آخر ${count(among, oblique(cardForms))}.`,
    doNow: () => 'ضع هذه البطاقات جانبًا وابحث عن السبب، ثم شغّل الدفعة من جديد.',
    goOn: 'لا تُبدأ بطاقة حتى ذلك الحين.',
  },
  'batch.held': {
    what: ({ batch, pid }) => `يعمل برنامج آخر للدفعة ${apart(batch)} على هذه القارئات: العملية ${apart(String(pid))}.`,
    doNow: () => `تابع هناك، أو أنهه أولًا: نافذة على الخط أو ${apart('batch run')}.`,
  },
  'batch.unsettled': {
    what: ({ batch, working, waiting }) =>
      `الدفعة ${apart(batch)} لم تكتمل: قيد العمل ${number(working)}، وينتظر خادم DM أو ملف مصنع ${number(waiting)}.`,
    doNow: () => 'أعد البطاقات التي قيد العمل أو استبعدها، وانتظر خادم DM.',
    goOn: 'ثم أغلق الدفعة من جديد.',
  },
  'job.cancelled': { what: () => 'أُوقفت المهمة قبل أن تنتهي.' },
}
