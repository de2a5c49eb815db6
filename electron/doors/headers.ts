/** The content security policy of every page: scripts from here only, Fluent's two style tags by nonce, no inline anything (OWASP ASVS 3.4.3). */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ')
}

/** Headers that every answer carries; nothing is cached but static files with a hash in their name. */
export const safetyHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), payment=()',
}

/** Adds these headers to the answer of an operation; its body is not read, so that it can still be sent in one piece. */
export function withSafetyHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(safetyHeaders)) response.headers.set(name, value)
  return response
}
