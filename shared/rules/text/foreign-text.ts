import { cutText } from './cut-text.ts'
import { cleanText } from './look-alikes.ts'

const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu
/** How many units of a text are looked at for each one that is kept, because a text from elsewhere may be megabytes long. */
const margin = 8

/** A text from elsewhere as Keydesk stores it: in one line, without what steers a screen, at most `longest` units of UTF-16; empty where nothing is to be seen. */
export function foreignText(text: string, longest: number): string {
  return cutText(cleanText(text.slice(0, longest * margin).replace(unprintable, ' ')), longest)
}
