import { readFileSync } from 'node:fs'
import type { SignedInCall } from '../../electron/rpc/call.ts'
import type { Services } from '../../electron/services.ts'

/** One of the sample files. */
export function sampleFile(name: string): Buffer {
  return readFileSync(new URL(`./user-files/${name}`, import.meta.url))
}

/** Sends a file in small chunks, as a screen does. */
export async function upload(services: Services, call: SignedInCall, bytes: Buffer, chunk = 1000) {
  const { importId } = await services.imports.startUsers(
    { fileName: 'C:\\people\\users.csv', size: bytes.length },
    call,
  )
  for (let at = 0, index = 0; at < bytes.length; at += chunk, index += 1) {
    const part = bytes.subarray(at, at + chunk).toString('base64')
    await services.imports.uploadUsers({ importId, index, bytes: part }, call)
  }
  return importId
}

/** Sends, previews and confirms. */
export async function importFile(services: Services, call: SignedInCall, bytes: Buffer) {
  const importId = await upload(services, call, bytes)
  const preview = await services.imports.previewUsers({ importId }, call)
  return { preview, ...(await services.imports.importUsers({ importId }, call)) }
}

/** Sends a file of contact information in small chunks. */
export async function uploadContacts(
  services: Services,
  call: SignedInCall,
  content: string | Buffer,
  chunk = 500_000,
) {
  const bytes = Buffer.from(content)
  const { importId } = await services.imports.startContacts({ fileName: 'contacts.csv', size: bytes.length }, call)
  for (let at = 0, index = 0; at < bytes.length; at += chunk, index += 1) {
    const part = bytes.subarray(at, at + chunk).toString('base64')
    await services.imports.uploadContacts({ importId, index, bytes: part }, call)
  }
  return importId
}
