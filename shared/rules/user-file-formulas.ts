// What a spreadsheet takes for the start of a formula (OWASP ASVS 5.0 1.2.10, CWE-1236), and the full-width forms that some of them fold.
const formulaLeads = '=+-@\t\r\n\0＝＋－＠'

function startsLikeFormula(value: string): boolean {
  let start = 0
  while (value[start] === "'") start += 1
  return start < value.length && formulaLeads.includes(value.charAt(start))
}

/** The cell as it may stand in a file that people open in a spreadsheet: a leading apostrophe keeps it text. */
export function guardFormula(value: string): string {
  return startsLikeFormula(value) ? `'${value}` : value
}

/** Takes away exactly what `guardFormula` added, so that an exported file comes back unchanged. */
export function unguardFormula(value: string): string {
  return value.startsWith("'") && startsLikeFormula(value) ? value.slice(1) : value
}
