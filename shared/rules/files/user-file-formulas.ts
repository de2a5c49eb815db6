// Characters that a spreadsheet takes for the start of a formula (OWASP ASVS 5.0 1.2.10, CWE-1236), and the full-width forms that some
// spreadsheets convert to them.
const formulaLeads = '=+-@\t\r\n\0＝＋－＠'

// Spreadsheets of other countries use other separators, so that a cell may begin after each of them, with or without quotes.
const insideUnguarded = /([,;\t\r\n][ "]*)('*)(?=[=+\-@＝＋－＠])/g
const insideGuarded = /([,;\t\r\n][ "]*)'('*)(?=[=+\-@＝＋－＠])/g

function startsLikeFormula(value: string): boolean {
  let start = 0
  while (value[start] === "'") start += 1
  return start < value.length && formulaLeads.includes(value.charAt(start))
}

/** Puts an apostrophe before whatever begins like a formula, so that a spreadsheet shows the cell as text. */
export function guardFormula(value: string): string {
  const inside = value.replace(insideUnguarded, "$1'$2")
  return startsLikeFormula(inside) ? `'${inside}` : inside
}

/** Removes exactly what `guardFormula` added, so that an exported file can be imported unchanged. */
export function unguardFormula(value: string): string {
  const inside = value.startsWith("'") && startsLikeFormula(value) ? value.slice(1) : value
  return inside.replace(insideGuarded, '$1$2')
}
