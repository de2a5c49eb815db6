import type { Arrived } from './mail-server.ts'

/** The text of a mail as its reader sees it: the plain part, with the lines that were broken for the way put together. */
export function readable({ text }: Arrived): string {
  const plain = text.slice(text.search(/content-type: text\/plain/i), text.search(/content-type: text\/html/i))
  const joined = plain.replace(/=\r?\n/g, '')
  return joined.replace(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** The address in a mail, and its token; both empty for a mail without one. */
export function linkIn(mail: Arrived | undefined): { readonly link: string; readonly token: string } {
  const link = mail === undefined ? '' : (/https:\/\/\S+\/link#[\da-f]{64}/.exec(readable(mail))?.[0] ?? '')
  return { link, token: link.split('#')[1] ?? '' }
}
