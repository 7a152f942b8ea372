import { formats, type LintWords, lintOf, named } from '../lint'
import { stated } from '../reason'
import { apart, bytes, day, number } from './figures'
import { reason } from './reason'

const whose = { client: 'الجهاز', server: 'الخادم' } as const
const client = apart('credentials.client')
const format = (of: keyof typeof formats): string => apart(formats[of])

const sentences: LintWords = {
  'client-missing': ({ server }) =>
    `في حساب ${apart(server)} سر للخادم وليس للجهاز سر، فلا يستطيع تسجيل الدخول؛ أضف ${client}.`,
  'no-sign-in': ({ server }) =>
    `حساب ${apart(server)} لا يعطي الجهاز ما يسجل به الدخول؛ يحتاج شهادة خاصة به أو ${client}.`,
  'nonce-missing': ({ server, who, type }) =>
    type === 'HMAC'
      ? `مع HMAC تُوقَّع الرسالة الأولى أيضًا، وليس لدى ${whose[who]} رقم nonce لها عند ${apart(server)}؛ أضفه.`
      : `بلا رقم nonce أول يجب تحدي ${whose[who]} قبل أن تُعتمد بصمته عند ${apart(server)}؛ أضفه.`,
  'secret-in-clear': ({ server, who, type }) =>
    `مع ${apart(type)} يُرسَل سر ${whose[who]} نفسه عند ${apart(server)}؛ أما DIGEST فيثبته بلا إرسال.`,
  'level-unfit': ({ server, who, type }) =>
    `${apart(type)} طريقة دخول إلى خادم ويب، و DM 1.2 يطلب من ${whose[who]} غيرها عند ${apart(server)}؛ قد يرفض الجهاز الحساب.`,
  'secret-unused': ({ server, who, type }) =>
    `مع ${apart(type)} لا يُستعمل سر ${whose[who]} عند ${apart(server)}؛ فهو على البطاقة بلا فائدة.`,
  'windows-both': ({ server }) =>
    `جهاز Windows لا يقبل حسابًا بلا السرين معًا؛ يحتاج ${apart(server)} إلى ${client} و${apart('credentials.server')}.`,
  'windows-digest': ({ server, type }) =>
    `جهاز Windows لا يقبل إثبات الخادم إلا بطريقة DIGEST؛ ولدى ${apart(server)} طريقة ${apart(type)}.`,
  'secret-not-text': ({ server }) => `هذه الصيغة تحمل الأسرار نصًا، وفي سر ${apart(server)} ما ليس حروفًا.`,
  'same-for-all': ({ server }) =>
    `كل جهاز يأخذ السر نفسه عند ${apart(server)}؛ السر المشتق أو الآتي مع الجهاز يخصه وحده.`,
  'secret-repeated': ({ server, first }) =>
    `في حساب ${apart(server)} سر مكرر، أوله عند ${apart(first)}؛ من عرف أحدهما عرف الاثنين.`,
  'secret-short': ({ server, bytes: length }) => `طول سر ${apart(server)} هو ${bytes(length)}؛ والموصى به 16.`,
  'secret-guessable': ({ server }) => `سر ${apart(server)} يمكن تخمينه.`,
  'no-tls': ({ server, url }) =>
    `عنوان ${apart(server)} بلا TLS يعتمد عليه الجهاز: ${apart(url)}؛ يجب أن يكون https بلا اسم مستخدم.`,
  'port-disagrees': ({ server, port }) =>
    `المنفذ ${apart(port)} لا يناسب https ومنفذه المعتاد 443؛ يصعب أن يجيب ${apart(server)} هناك.`,
  'address-is-ip': ({ server, address }) => `عنوان ${apart(server)} هو الرقم ${apart(address)}؛ والشهادات للأسماء.`,
  'trust-not-said': ({ server }) => `لا يقول القالب بماذا يثق الجهاز بشهادة ${apart(server)}؛ أضف ${apart('trust')}.`,
  'certificate-ended': ({ server, at }) =>
    `انتهت صلاحية شهادة الجهاز لدى ${apart(server)} في ${day(at)}؛ لن يقبله ${apart(server)}.`,
  'certificate-early': ({ server, at }) => `شهادة الجهاز لدى ${apart(server)} لا تسري قبل ${day(at)}.`,
  'address-type': ({ address, type }) => `العنوان ${apart(address)} ليس ${apart(type)}.`,
  'proxy-port': ({ address, port }) => `عنوان الوكيل ${apart(address)} ومنفذه ${apart(port)} لا يتفقان.`,
  'port-unfit': ({ port }) => `المنفذ ${apart(port)} للوكيل ليس منفذًا؛ يجب أن يكون رقمًا من 1 إلى 65535.`,
  'access-point-missing': () => 'لا توجد نقطة وصول؛ يجب أن تكون في الجهاز من قبل.',
  'apn-unusual': ({ apn }) => `الاسم ${apart(apn)} ليس مما تسمي به الشبكات نقطة وصول.`,
  'vendor-config': () => 'أجهزة كثيرة ترفض المستند كله بسبب VENDORCONFIG.',
  'session-in-file': ({ server }) => `لا يُطلب من الجهاز في ملف المصنع أن يتصل بـ ${apart(server)} فورًا.`,
  'right-unknown': ({ server, moid, near }) =>
    near === undefined
      ? `لا يُعرف كائن إدارة باسم ${apart(moid)}؛ لا ينال ${apart(server)} به حقًا.`
      : `لا يُعرف كائن إدارة باسم ${apart(moid)}؛ يوجد ${apart(near)}.`,
  'device-type': ({ type, types }) => `هذا القالب لأجهزة لها ${apart(types)}؛ ولهذا الجهاز ${apart(type)}.`,
  'device-tac': ({ tac }) => `هذا القالب ليس لطراز هذا الجهاز، ${apart(tac)}.`,
  'dev-id-not-reported': ({ devId, reports }) =>
    `سينتظر الخادم ${apart(devId)}، والجهاز يعرّف نفسه بـ ${apart(reports)}.`,
  'dev-id-spelling': ({ devId, reports }) =>
    `يُقال للخادم ${apart(devId)}، والجهاز يكتب ${apart(reports)}؛ على الخادم أن يعدهما واحدًا.`,
  'reports-unfit': ({ reports, types }) => `لا جهاز له ${apart(types)} يعرّف نفسه بـ ${apart(reports)}.`,
  'too-large': ({ needBytes, haveBytes }) => `حجم الرسالة ${bytes(needBytes)}؛ والمتسع ${number(haveBytes)}.`,
  'card-holds-other': ({ onCard, format: wanted }) =>
    `على البطاقة رسالة بصيغة ${apart(named(onCard))}؛ والجهاز الذي يقرؤها لن يقرأ ${apart(named(wanted))}.`,
  'variable-unused': ({ name }) => `المتغير ${apart(name)} مطلوب ولا يُستعمل في أي مكان.`,
  'proof-not-carried': ({ server, fields }) =>
    `لا مكان في DM 2.0 لـ ${apart(fields)} عند ${apart(server)}: يثبت الخادم هويته بـ TLS، ويسجل الجهاز الدخول داخله.`,
  'access-point-not-carried': ({ server, accessPoint }) =>
    `لا يقول DM 2.0 إن الوصول إلى ${apart(server)} يكون بنقطة الوصول ${apart(accessPoint)}؛ الجهاز يختار.`,
  'rights-not-carried': ({ server, format: of }) => `صيغة ${format(of)} لا تحمل حقوق ${apart(server)}.`,
  'notification-not-carried': ({ server, format: of }) =>
    `صيغة ${format(of)} لا تحمل إعدادات الإشعارات لـ ${apart(server)}.`,
  'proxy-not-carried': ({ server, proxy, format: of }) =>
    `صيغة ${format(of)} لا تحمل الوكيل ${apart(proxy)} الذي يُوصل به إلى ${apart(server)}.`,
  'windows-not-carried': ({ server, format: of }) => `صيغة ${format(of)} لا تحمل معاملات Windows لـ ${apart(server)}.`,
  'session-not-carried': ({ server, format: of }) =>
    `صيغة ${format(of)} لا تطلب جلسة فورية مع ${apart(server)}؛ يفتح الجهاز أول جلسة وحده.`,
  'login-not-carried': ({ accessPoint, format: of }) =>
    `صيغة ${format(of)} لا تحمل تسجيل الدخول عند نقطة الوصول ${apart(accessPoint)}.`,
  'part-not-carried': ({ part, format: of }) =>
    part === 'cp'
      ? `ليس في صيغة ${format(of)} شيء مما يقوله القالب لـ Client Provisioning وحده.`
      : `صيغة ${format(of)} لا تحمل وكلاء.`,
  'key-missing': () =>
    `ليس لهذه المحطة مفتاح دفعة تشتق منه الأسرار؛ سمِّه ${apart('batchKeyFile')} في ${apart('station.json')}، أو شغّل محطة التدريب.`,
  'not-made': ({ reason: told }) => stated('تعذّر تكوين الرسالة', reason(told)),
}

export const lint = lintOf(sentences)
