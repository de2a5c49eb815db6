// What a spreadsheet takes for the start of a formula (OWASP ASVS 5.0 1.2.10, CWE-1236), and the full-width forms that some of them fold.
const formulaLeads = '=+-@\t\r\n\0＝＋－＠'

// A spreadsheet of another country splits at another sign, so a cell may begin after each of them, quotes or not.
const insideUnguarded = /([,;\t\r\n][ "]*)('*)(?=[=+\-@＝＋－＠])/g
const insideGuarded = /([,;\t\r\n][ "]*)'('*)(?=[=+\-@＝＋－＠])/g

function startsLikeFormula(value: string): boolean {
  let start = 0
  while (value[start] === "'") start += 1
  return start < value.length && formulaLeads.includes(value.charAt(start))
}

/** The cell as it may stand in a file that people open in a spreadsheet: an apostrophe before whatever begins like a formula keeps it text. */
export function guardFormula(value: string): string {
  const inside = value.replace(insideUnguarded, "$1'$2")
  return startsLikeFormula(inside) ? `'${inside}` : inside
}

/** Takes away exactly what `guardFormula` added, so that an exported file comes back unchanged. */
export function unguardFormula(value: string): string {
  const inside = value.startsWith("'") && startsLikeFormula(value) ? value.slice(1) : value
  return inside.replace(insideGuarded, '$1$2')
}
