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

/** A file in pieces as base64 and their numbers, each read when it is asked for, so that the page never holds the whole file. */
export async function* base64Pieces(file: File, pieceBytes: number) {
  for (let index = 0; index * pieceBytes < file.size; index += 1)
    yield { index, bytes: await base64Of(file.slice(index * pieceBytes, (index + 1) * pieceBytes)) }
}
