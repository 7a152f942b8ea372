declare module 'yauzl' {
  import type { Readable } from 'node:stream'
  export type Entry = {
    readonly fileName: string
    readonly uncompressedSize: number
    readonly compressedSize: number
    isEncrypted(): boolean
  }
  export type ZipFile = {
    readonly entryCount: number
    eachEntry(): AsyncIterable<Entry>
    openReadStreamPromise(entry: Entry): Promise<Readable>
    close(): void
  }
  const yauzl: {
    openPromise(path: string, options: { autoClose: false; validateEntrySizes: true }): Promise<ZipFile>
  }
  export default yauzl
}
