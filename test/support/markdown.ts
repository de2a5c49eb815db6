import { posix } from 'node:path'

/** A page without its code: what stands in fences or between backticks is no link and no heading. */
function withoutCode(page: string): string {
  return page.replace(/^```[^\n]*\n[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, (code) => 'x'.repeat(code.length))
}

/** The addresses that the links and pictures of a page lead to. */
export function linksOf(page: string): readonly string[] {
  return [...withoutCode(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, address = '']) => address)
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(page: string): readonly string[] {
  const text = page.replace(/^```[^\n]*\n[\s\S]*?^```$/gm, '')
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** What is written as code in a page's text, without its fences. */
export function codeOf(page: string): readonly string[] {
  const text = page.replace(/^```[^\n]*\n[\s\S]*?^```$/gm, '')
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
}

/** Links of the page at `path` that lead nowhere, as sentences; `read` answers a file's text, or null where there is none. */
export function linkFaults(path: string, page: string, read: (path: string) => string | null): readonly string[] {
  return linksOf(page).flatMap((address) => {
    if (/^[a-z]+:/.test(address)) return []
    const [file = '', anchor] = address.split('#')
    const target = file === '' ? path : posix.join(posix.dirname(path), file)
    const text = file === '' ? page : read(target)
    if (text === null) return [`${path} leads to ${target}, which is not there.`]
    if (anchor === undefined || anchorsOf(text).includes(anchor)) return []
    return [`${path} leads to the heading ${anchor} of ${target}, which has none of that name.`]
  })
}
