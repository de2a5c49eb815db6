/** At most `count` attempts within any `seconds`. */
export type RateLimit = { readonly count: number; readonly seconds: number }

/** When attempts were made, oldest first, in milliseconds UTC; never more of them than the limit counts. */
export type Attempts = readonly number[]

/** What a limit says of one more attempt: the attempts to remember, and the seconds to wait, 0 when it may go on. */
export type RateVerdict = { readonly attempts: Attempts; readonly seconds: number }

/**
 * The attempts that still count. After a clock was set back, an attempt with a later date than now counts as made now, so that a wait is
 * neither shortened nor lasts until the clock has caught up.
 */
export function countedAttempts(attempts: Attempts, limit: RateLimit, now: number): Attempts {
  return attempts.map((at) => Math.min(at, now)).filter((at) => at > now - limit.seconds * 1000)
}

/** One more attempt against a limit. A refused attempt is not counted, so that waiting for the given time is enough. */
export function attempt(attempts: Attempts, limit: RateLimit, now: number): RateVerdict {
  const counted = countedAttempts(attempts, limit, now)
  const first = counted[counted.length - limit.count]
  if (first === undefined) return { attempts: [...counted, now], seconds: 0 }
  return { attempts: counted, seconds: Math.max(1, Math.ceil((first + limit.seconds * 1000 - now) / 1000)) }
}

/**
 * The key under which an address is counted: the /64 network of an IPv6 address, because one subscriber has all of it (RFC 6177), and the
 * IPv4 address of an IPv4-mapped one.
 */
export function addressKey(address: string): string {
  const plain = address.toLowerCase().replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1]
  if (mapped !== undefined) return mapped
  if (!plain.includes(':')) return plain
  const [left = '', right] = plain.split('::')
  const parts = (text: string) => (text === '' ? [] : text.split(':'))
  const [first, last] = [parts(left), right === undefined ? [] : parts(right)]
  const zeros = right === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0')
  const network = [...first, ...zeros, ...last].slice(0, 4).map((part) => part.replace(/^0+(?=.)/, ''))
  return `${network.join(':')}::/64`
}
