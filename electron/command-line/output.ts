const secondsBetweenLines = 5

/** Commands write documents and tables to standard output, and whatever only a person reads to standard error. */
export type Output = {
  readonly isJson: boolean
  /** The command's answer: the document with --json, else the text. */
  readonly answer: (document: unknown, text: () => string) => void
  /** A sentence for the person in front of it. */
  readonly say: (sentence: string) => void
  /** A line that replaces itself on a terminal; elsewhere, in a log, one every five seconds. */
  readonly progress: (text: string) => void
}

/** An output that writes to this process's streams. */
export function createOutput(isJson: boolean): Output {
  const { stdout, stderr } = process
  let isLineOpen = false
  let lastLineAt = Date.now()
  const lineNowAndThen = (text: string) => {
    if (Date.now() - lastLineAt < secondsBetweenLines * 1000) return
    lastLineAt = Date.now()
    stderr.write(`${printable(text)}\n`)
  }
  const endLine = () => {
    if (isLineOpen) stderr.write('\n')
    isLineOpen = false
  }
  return {
    isJson,
    answer: (document, text) => {
      endLine()
      const words = isJson ? JSON.stringify(document, null, 2) : text()
      if (words !== '') stdout.write(`${words}\n`)
    },
    say: (sentence) => {
      endLine()
      stderr.write(`${printable(sentence)}\n`)
    },
    progress: (text) => {
      if (!stderr.isTTY) return lineNowAndThen(text)
      stderr.write(`\r\u001b[K${printable(text)}`)
      isLineOpen = true
    },
  }
}

/** Text that can't steer a terminal: control characters and direction marks are replaced. */
export function printable(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}

/** A moment for documents: ISO 8601 in UTC, or null. */
export function isoTime(instant: number | null): string | null {
  return instant === null ? null : new Date(instant).toISOString()
}
