import { stated } from '../reason'
import type { Text } from '../text'

export const plain: Text['plain'] = {
  mismatch: 'لا تحمل البطاقة ما كُتب عليها.',
  refused: 'رفضت البطاقة ما طلبته المحطة منها.',
  needsPin: 'لا تُقرأ هذه البطاقة إلا برمز PIN: سيطلبه الجهاز من صاحبه.',
  disk: (why) => stated('تعذّرت قراءة ملف من ملفات المحطة أو كتابته', why),
}
