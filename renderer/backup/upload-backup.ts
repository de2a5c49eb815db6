import { client } from '../base/api.ts'
import { base64Pieces } from '../base/base64-pieces.ts'

/** Sends a backup piece by piece; `report` gets how much is done, from 0 to 1. Answers its id. */
export async function uploadBackup(file: File, report: (done: number) => void): Promise<string> {
  const { uploadId, pieceBytes } = await client.backup.startUpload({ size: file.size })
  for await (const piece of base64Pieces(file, pieceBytes)) {
    const { receivedBytes } = await client.backup.upload({ uploadId, ...piece })
    report(receivedBytes / file.size)
  }
  return uploadId
}
