import { commonTerms } from './common.ts'
import { danishTerms } from './da.ts'
import { swedishTerms } from './sv.ts'

/** Every term that Keydesk brings along, each once: Microsoft's own list is not published. */
export const shippedTerms: readonly string[] = [...new Set([...commonTerms, ...danishTerms, ...swedishTerms])]
