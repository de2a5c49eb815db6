import type { ImportId } from '../../shared/ids.ts'

function base64Of(block: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error)
    reader.onload = () => {
      const url = String(reader.result)
      resolve(url.slice(url.indexOf(',') + 1))
    }
    reader.readAsDataURL(block)
  })
}

/** The operations that upload one kind of file. */
export type UploadPort = {
  readonly start: (file: { fileName: string; size: number }, signal: AbortSignal) => Promise<Started>
  readonly upload: (chunk: Chunk, signal: AbortSignal) => Promise<{ readonly receivedBytes: number }>
}
type Started = { readonly importId: ImportId; readonly chunkBytes: number }
type Chunk = { readonly importId: ImportId; readonly index: number; readonly bytes: string }

export type Upload = {
  readonly port: UploadPort
  readonly file: File
  readonly signal: AbortSignal
  readonly onStarted: (importId: ImportId) => void
  /** Called with the number of bytes sent so far. */
  readonly onProgress: (bytes: number) => void
}

/** Sends a file piece by piece, so that neither side holds all of it, and returns the id of the import. */
export async function uploadFile({ port, file, signal, onStarted, onProgress }: Upload): Promise<ImportId> {
  const { importId, chunkBytes } = await port.start({ fileName: file.name, size: file.size }, signal)
  onStarted(importId)
  for (let index = 0; index * chunkBytes < file.size; index++) {
    const bytes = await base64Of(file.slice(index * chunkBytes, (index + 1) * chunkBytes))
    const { receivedBytes } = await port.upload({ importId, index, bytes }, signal)
    onProgress(receivedBytes)
  }
  return importId
}
