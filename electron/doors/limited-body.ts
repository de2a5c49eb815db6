import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/** Refuses a body with more bytes than this; where the request gives its length, before any of it is read. */
export function limitedBody(maximum: number, refuse: () => Response): MiddlewareHandler {
  const measured = bodyLimit({ maxSize: maximum, onError: refuse })
  return async (context, next) => {
    const { headers } = context.req.raw
    const said = headers.get('content-length')
    // Electron's own scheme gives no length, and a body in chunks has none either: those are counted while they are read.
    if (said === null || headers.has('transfer-encoding')) return measured(context, next)
    // The comparison also refuses a length that is no number. The HTTP server reads no more than the given length.
    return Number(said) <= maximum ? next() : refuse()
  }
}
