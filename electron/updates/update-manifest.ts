import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { get } from 'node:https'
import { join } from 'node:path'
import tls from 'node:tls'
import {
  manifestName,
  type UpdateFault,
  type UpdateManifest,
  type UpdateSource,
  updateManifest,
} from '../../shared/updates.ts'

/** The largest manifest that is read, in bytes. */
const maximumBytes = 64_000

export type LookOptions = {
  /** Milliseconds until an answer must be complete. */
  readonly patience: number
  /** Certificates to trust beside the system's, PEM. */
  readonly certificates?: readonly string[]
}

/** Reads the manifest of a place. Everything there is hostile: its size, its time and its form are limited, and no other place is asked. */
export async function readManifest(
  source: Exclude<UpdateSource, { kind: 'off' }>,
  options: LookOptions,
): Promise<UpdateManifest | UpdateFault> {
  const text =
    source.kind === 'folder' ? await readFolder(source.path, options.patience) : await readAddress(source.url, options)
  return typeof text === 'string' ? text : asManifest(text.content)
}

type Content = { readonly content: Buffer }

function asManifest(content: Buffer): UpdateManifest | UpdateFault {
  try {
    const read = updateManifest.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content)))
    return read.success ? read.data : 'invalid'
  } catch {
    return 'invalid'
  }
}

/** Folders that were given up and still have not answered: each keeps one of the few threads that hash passwords, too. */
const unanswered = new Set<string>()

/**
 * A share that does not answer in so many milliseconds is given up, and not read again before it has; what it answers later is dropped. `read`
 * never ends in tests.
 */
export async function readFolder(
  folder: string,
  patience: number,
  read = readPlainFile,
): Promise<Content | UpdateFault> {
  if (unanswered.has(folder)) return 'timeout'
  unanswered.add(folder)
  const reading = read(join(folder, manifestName)).finally(() => unanswered.delete(folder))
  const timer = Promise.withResolvers<UpdateFault>()
  const timeout = setTimeout(() => timer.resolve('timeout'), patience)
  try {
    return await Promise.race([reading, timer.promise])
  } finally {
    clearTimeout(timeout)
  }
}

async function readPlainFile(path: string): Promise<Content | UpdateFault> {
  try {
    // Without waiting, because opening a pipe would wait for its other end. Windows has no such flag and no such files.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const found = await handle.stat()
      if (!found.isFile()) return 'invalid'
      if (found.size > maximumBytes) return 'tooLarge'
      const bytes = Buffer.alloc(maximumBytes + 1)
      let length = 0
      for (;;) {
        const { bytesRead } = await handle.read(bytes, length, bytes.length - length, null)
        length += bytesRead
        if (length > maximumBytes) return 'tooLarge'
        if (bytesRead === 0) return { content: bytes.subarray(0, length) }
      }
    } finally {
      await handle.close()
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing'
    return code === 'EACCES' || code === 'EPERM' ? 'refused' : 'unreachable'
  }
}

/** One request, to this host only: no redirect is followed, no cookie and no name of this organisation is sent, TLS 1.2 at least. */
function readAddress(url: string, { patience, certificates = [] }: LookOptions): Promise<Content | UpdateFault> {
  return new Promise((resolve) => {
    const request = get(url, {
      agent: false,
      ca: [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system'), ...certificates])],
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      maxHeaderSize: 16_384,
      headers: { accept: 'application/json', 'user-agent': 'Keydesk' },
    })
    const timeout = setTimeout(() => end('timeout'), patience)
    function end(answer: Content | UpdateFault): void {
      clearTimeout(timeout)
      resolve(answer)
      request.destroy()
    }
    request.on('error', (error) => end(faultOfRequest(error)))
    request.on('response', (response) => {
      const status = response.statusCode ?? 0
      if (status >= 300 && status < 400) return end('redirect')
      if (status === 404 || status === 410) return end('missing')
      if (status !== 200) return end('refused')
      const pieces: Buffer[] = []
      let length = 0
      response.on('data', (piece: Buffer) => {
        length += piece.length
        if (length > maximumBytes) return end('tooLarge')
        pieces.push(piece)
      })
      response.on('end', () => end(response.complete ? { content: Buffer.concat(pieces) } : 'unreachable'))
      response.on('error', () => end('unreachable'))
    })
  })
}

function faultOfRequest(error: NodeJS.ErrnoException): UpdateFault {
  const code = error.code ?? ''
  const isCertificate = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA)/.test(
    code,
  )
  return isCertificate ? 'certificate' : 'unreachable'
}
