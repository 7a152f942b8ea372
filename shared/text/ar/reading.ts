import type { ReadingClauses } from '../en/reading'
import { readingOf } from '../reading'

const clauses: ReadingClauses = {
  'neither JSON, WBXML nor XML': 'ليست JSON ولا WBXML ولا XML، ولا بصيغة ست عشرية',
  empty: 'لا شيء فيها',
  'bad-uri': 'هذا ليس عنوان https',
  'clienturi-missing': 'القيمة ناقصة، فلا يعرف الجهاز أي كائن هذا',
  'clienturi-syntax': 'ليس اسم كائن تتبعه شرطة مائلة',
  'duplicate-member': 'العنصر مكرر',
  'insecure-uri': 'العنوان ليس https',
  'leaf-missing': 'القيمة ناقصة',
  'leaf-type': 'القيمة من نوع آخر',
  'name-missing': 'عنصر parm بلا اسم',
  'no-supported-item': 'لا حساب فيها ولا اتصال',
  'node-name': 'هذا ليس اسم عقدة',
  'not-an-array': 'هي JSON لكنها ليست قائمة',
  'not-an-object': 'هذا ليس كائنًا',
  'not-json': 'هذا ليس JSON',
  'not-provisioning': 'هذا ليس مستند Client Provisioning',
  'not-syncml': 'هذه ليست رسالة SyncML',
  'not-tnds': 'هذه ليست شجرة إدارة بصيغة TNDS',
  'not-utf8': 'هذا ليس UTF-8',
  'srvid-twice': 'حسابان لخادم واحد',
  'tnds-alone': 'شجرة إدارة من غير رسالة SyncML تحملها',
  'two-roots': 'لها جذران',
  'type-missing': 'عنصر characteristic بلا نوع',
  'unknown-document': 'هي XML لكنها ليست SyncML ولا Client Provisioning',
  'unknown-element': 'هذا العنصر غير معروف',
}

export const reading = readingOf(clauses)
