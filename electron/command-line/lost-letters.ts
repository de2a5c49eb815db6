/**
 * True for a text in which Windows PowerShell 5.1 has probably put a question mark in place of a letter: it pipes and writes in ASCII unless
 * told otherwise (about_Preference_Variables, $OutputEncoding).
 */
export function mayHaveLostLetters(text: string, platform: NodeJS.Platform = process.platform): boolean {
  return platform === 'win32' && /^\p{ASCII}*\?\p{ASCII}*$/u.test(text)
}
