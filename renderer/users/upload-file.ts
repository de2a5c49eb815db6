import type { ImportId } from '../../shared/ids.ts'
import { client } from '../app/api.ts'

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

export type Upload = {
  readonly file: File
  readonly signal: AbortSignal
  readonly onStarted: (importId: ImportId) => void
  /** Bytes that have arrived. */
  readonly onProgress: (bytes: number) => void
}

/** Sends a file piece by piece, so that neither side holds all of it, and says which import it became. */
export async function uploadFile({ file, signal, onStarted, onProgress }: Upload): Promise<ImportId> {
  const { importId, chunkBytes } = await client.users.startImport({ fileName: file.name, size: file.size }, { signal })
  onStarted(importId)
  for (let index = 0; index * chunkBytes < file.size; index++) {
    const bytes = await base64Of(file.slice(index * chunkBytes, (index + 1) * chunkBytes))
    const { receivedBytes } = await client.users.uploadChunk({ importId, index, bytes }, { signal })
    onProgress(receivedBytes)
  }
  return importId
}
