import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { contentSecurityPolicy, safetyHeaders } from './headers.ts'

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  json: 'application/json',
}

type File = { readonly body: Buffer; readonly type: string; readonly isPage: boolean }

/**
 * Serves the built screens from a list of files that is read once at the start, so that no path can leave the folder. Every page gets its own
 * nonce.
 */
export function createStaticFiles(
  folder: string,
  isServed: (path: string) => boolean = () => true,
): (path: string) => Response | null {
  const files = new Map<string, File>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const type = types[entry.name.split('.').at(-1) ?? '']
    if (type === undefined) continue
    const path = `/${relative(folder, file).split(sep).join('/')}`
    // Files that a build tool left beside the screens (.vite) are not served.
    if (path.includes('/.') || !isServed(path)) continue
    files.set(path, { body: readFileSync(file), type, isPage: entry.name.endsWith('.html') })
  }
  const index = files.get('/index.html')
  if (index !== undefined) files.set('/', index)

  return (path) => {
    const file = files.get(path)
    if (file === undefined) return null
    if (!file.isPage) {
      const headers = {
        ...safetyHeaders,
        'content-type': file.type,
        'cache-control': 'public, max-age=31536000, immutable',
      }
      return new Response(new Uint8Array(file.body), { headers })
    }
    const nonce = randomBytes(18).toString('base64url')
    const headers = {
      ...safetyHeaders,
      'content-type': file.type,
      'content-security-policy': contentSecurityPolicy(nonce),
    }
    return new Response(file.body.toString('utf8').replaceAll('__CSP_NONCE__', nonce), { headers })
  }
}
