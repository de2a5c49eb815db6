import { languageFacts, languages } from '../languages.ts'
import { commonTerms } from './common-terms.ts'

/** Every banned term that Keydesk brings along, each once, because Microsoft's own list is not published. */
export const shippedTerms: readonly string[] = [
  ...new Set([...commonTerms, ...languages.flatMap((language) => languageFacts[language].terms)]),
]
