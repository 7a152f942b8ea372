import type { Text } from '../text'
import { apart, clock, day } from './figures'

export const receipt: Text['receipt'] = {
  title: { PASS: 'جهازك جاهز', WAIT: 'جهازك قيد الإعداد' },
  training: 'تدريب. هذا الإيصال لا قيمة له.',
  device: 'الجهاز',
  deviceEnds: (type, end) => `آخر ${apart(type)}: ${apart(end)}`,
  server: 'يديره',
  shop: 'المتجر',
  when: 'الوقت',
  time: (at) => `${day(at)}، ${clock(at)}`,
  number: 'الإيصال',
  numbered: (number) => apart(`R ${number}`),
  card: 'البطاقة',
  cardEnds: (end) => `آخرها ${apart(end)}`,
  proven: 'ما ثبت',
  facts: {
    written: 'كُتبت الرسالة على البطاقة وقُرئت للتحقق',
    rehearsed: 'يبدأ الجهاز من هذه البطاقة',
    registered: 'سُجّل لدى خادم DM',
    waiting: 'لم يُسجَّل بعد: يستمر ذلك وحده',
  },
  check: 'امسح الرمز للتحقق من هذا الإيصال. لا رقم هاتف فيه ولا مفاتيح.',
  saved: (path) => `لا طابعة. حُفظ الإيصال في ${apart(path)}`,
  printed: (printer) => `أُرسل إلى ${apart(printer)}`,
  good: 'التوقيع صحيح: هذا الإيصال كما وقّعته المحطة.',
  isTraining: 'صدر من محطة تدريب ولا قيمة له.',
  line: (name, value) => `${name}: ${value}`,
}
