import { hex } from '../../shared/bytes'
import type { CardNode, CardReport } from '../../shared/card-report'
import type { Text } from '../../shared/text/text'
import { usualPaths, withoutMf } from '../card/application'
import { EF_ODF } from '../card/bootstrap-files'
import { selectAid, selectPath } from '../card/commands'
import { type CardObject, classesIn, type ObjectClass, objectsIn } from '../card/objects'
import { type Application, PKCS15_AID } from '../card/pkcs15'
import { type Directory, pathOf, type Survey } from '../card/survey'
import { nodeOf } from './tree'
import { whoMay } from './who'

type CardWords = Text['card']

/** PKCS#15 v1.1, 5.5: what the directory files of each class are called. */
const directoryNames: Readonly<Record<ObjectClass, string>> = {
  privateKeys: 'EF(PrKDF)',
  publicKeys: 'EF(PuKDF)',
  trustedPublicKeys: 'EF(PuKDF), trusted',
  secretKeys: 'EF(SKDF)',
  certificates: 'EF(CDF)',
  trustedCertificates: 'EF(CDF), trusted',
  usefulCertificates: 'EF(CDF), useful',
  dataObjects: 'EF(DODF)',
  authObjects: 'EF(AODF)',
}

/** What a device found in a file, given who may read it; undefined where that file is none of its. */
export type ContentAt = (path: string, read: string) => string | undefined

/** More objects than a card has; a hostile one may name any number. */
const MOST_OBJECTS = 64

export type Pkcs15Look = { readonly node: CardNode; readonly objects: CardReport['objects'] }

/** The application and everything that EF(ODF) leads to. */
export async function lookAtPkcs15(
  survey: Survey,
  listed: Application | undefined,
  contentAt: ContentAt,
  words: CardWords,
): Promise<Pkcs15Look | undefined> {
  const application = await enter(survey, listed)
  if (!application) return undefined
  const { nodes, objects } = await lookInside(application, contentAt, words)
  return {
    node: nodeOf('PKCS#15', application, words, undefined, nodes),
    objects: objects.map((object) => reported(object, words)),
  }
}

/** By AID; else by the path of EF(DIR), else by the usual ones. */
async function enter(survey: Survey, listed: Application | undefined): Promise<Directory | undefined> {
  const path = listed?.path && withoutMf(listed.path)
  const named = await survey.enter(path ? pathOf('3F00', path) : hex(PKCS15_AID), selectAid(PKCS15_AID))
  if (named) return named
  for (const way of path ? [path] : usualPaths) {
    const found = await survey.enter(pathOf('3F00', way), selectPath('MF', way))
    if (found) return found
  }
  return undefined
}

async function lookInside(application: Directory, contentAt: ContentAt, words: CardWords) {
  const nodes: CardNode[] = []
  const objects: CardObject[] = []
  const odf = await application.look(EF_ODF, 'content')
  const entries = odf?.content.is === 'read' ? odf.content.parts.flatMap(classesIn) : []
  if (odf) nodes.push(nodeOf('EF(ODF)', odf, words, () => words.content.directories(entries.length)))
  for (const [id, name] of [
    [0x32, 'EF(TokenInfo)'],
    [0x33, 'EF(UnusedSpace)'],
  ] as const) {
    const seen = await application.look(Uint8Array.of(0x50, id), 'outside')
    if (seen) nodes.push(nodeOf(name, seen, words))
  }
  for (const entry of entries.slice(0, MOST_OBJECTS)) {
    const seen = entry.path && (await application.look(entry.path, 'content'))
    const stored = seen?.content.is === 'read' ? seen.content.parts : []
    const found = [entry.objects, ...stored].flatMap((bytes) => objectsIn(entry.class, bytes))
    objects.push(...found)
    if (seen) nodes.push(nodeOf(directoryNames[entry.class], seen, words, () => words.content.objects(found.length)))
  }
  const met = new Set(nodes.map(({ path }) => path))
  for (const object of objects.slice(0, MOST_OBJECTS)) {
    const path = object.path && pathOf(application.path, object.path)
    if (!object.path || path === undefined || met.has(path)) continue
    met.add(path)
    const seen = await application.look(object.path, 'outside')
    if (!seen) continue
    const content = contentAt(hex(object.path), whoMay(seen.access, 'read', words.who))
    const node = nodeOf(object.label ?? whatIs(object, words), seen, words)
    nodes.push(content === undefined ? node : { ...node, content })
  }
  return { nodes, objects }
}

const whatIs = ({ class: name, oid }: CardObject, words: CardWords): string =>
  (oid !== undefined && words.purpose[oid]) || words.class[name]

function reported(object: CardObject, words: CardWords): CardReport['objects'][number] {
  const { class: name, flags, label, oid, path } = object
  return {
    class: name,
    flags: [...flags],
    ...(label && { label }),
    ...(oid && { oid }),
    ...(path && { path: hex(path) }),
    is: whatIs(object, words),
  }
}
