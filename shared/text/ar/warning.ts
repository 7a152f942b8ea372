import { warningOf } from '../warning'
import { apart } from './figures'
import { lint } from './lint'

export const warning = warningOf(lint, {
  parts: {
    'credentials.server': 'سر الخادم',
    'credentials.client.nonce': 'رقم nonce الأول للجهاز',
    notification: 'إعدادات الإشعارات',
  },
  credentials: (server, part) => `هذه الصيغة لا تحمل ${part} لـ ${apart(server)}.`,
  proxy: (server, proxy) => `هذه الصيغة لا تحمل الوكيل ${apart(proxy)} الذي يُوصل به إلى ${apart(server)}.`,
  login: (accessPoint) => `هذه الصيغة لا تحمل تسجيل الدخول عند نقطة الوصول ${apart(accessPoint)}.`,
  rights: (server) => `هذه الصيغة لا تحمل حقوق ${apart(server)}.`,
})
