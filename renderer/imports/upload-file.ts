import type { ImportId } from '../../shared/ids.ts'
import { base64Pieces } from '../base/base64-pieces.ts'

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

/** Sends a file piece by piece, and returns the id of the import. */
export async function uploadFile({ port, file, signal, onStarted, onProgress }: Upload): Promise<ImportId> {
  const { importId, chunkBytes } = await port.start({ fileName: file.name, size: file.size }, signal)
  onStarted(importId)
  for await (const piece of base64Pieces(file, chunkBytes)) {
    const { receivedBytes } = await port.upload({ importId, ...piece }, signal)
    onProgress(receivedBytes)
  }
  return importId
}
