import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/** Refuses a body of more bytes than this, before anything of it is read where the request says how many it has. */
export function limitedBody(maximum: number, refuse: () => Response): MiddlewareHandler {
  const measured = bodyLimit({ maxSize: maximum, onError: refuse })
  return async (context, next) => {
    const { headers } = context.req.raw
    const said = headers.get('content-length')
    // Electron's own scheme does not say it, and chunks have no end before they came: those are counted while they are read.
    if (said === null || headers.has('transfer-encoding')) return measured(context, next)
    // Written so that what is no number is refused. The HTTP server reads no more than this.
    return Number(said) <= maximum ? next() : refuse()
  }
}
