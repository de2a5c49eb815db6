import { client } from '../base/api.ts'

function base64Of(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error)
    reader.onload = () => {
      const url = String(reader.result)
      resolve(url.slice(url.indexOf(',') + 1))
    }
    reader.readAsDataURL(piece)
  })
}

/** Sends a backup piece by piece, so that neither side holds all of it; `report` gets how much is done, from 0 to 1. Answers its id. */
export async function uploadBackup(file: File, report: (done: number) => void): Promise<string> {
  const { uploadId, pieceBytes } = await client.backup.startUpload({ size: file.size })
  for (let index = 0; index * pieceBytes < file.size; index += 1) {
    const bytes = await base64Of(file.slice(index * pieceBytes, (index + 1) * pieceBytes))
    const { receivedBytes } = await client.backup.upload({ uploadId, index, bytes })
    report(receivedBytes / file.size)
  }
  return uploadId
}
