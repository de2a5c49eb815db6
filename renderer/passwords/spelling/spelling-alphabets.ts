import type { Language } from '../../../shared/ids.ts'

/** What each character is called on the phone in one language; letters without a name of their own are missing. */
export type Alphabet = {
  readonly letters: Readonly<Record<string, string>>
  readonly digits: readonly string[]
  readonly symbols: Readonly<Record<string, string>>
  /** Said before a capital letter. */
  readonly capital: string
  /** Said before a character that the language has no name for. */
  readonly character: string
}

/** The printable ASCII symbols in code order: every language names them in this order. */
export const symbolOrder = ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'

function named(characters: string, names: string): Record<string, string> {
  const list = names.split('|')
  return Object.fromEntries([...characters].map((character, index) => [character, list[index] ?? character]))
}

// The letters are the ICAO/NATO alphabet; the Nordic letters are described, since English has no names for them.
const english: Alphabet = {
  letters: {
    ...named(
      'abcdefghijklmnopqrstuvwxyz',
      'Alfa|Bravo|Charlie|Delta|Echo|Foxtrot|Golf|Hotel|India|Juliett|Kilo|Lima|Mike|November|Oscar|Papa|Quebec|Romeo|Sierra|Tango|Uniform|Victor|Whiskey|X-ray|Yankee|Zulu',
    ),
    ...named('æøåäö', 'A-E joined|O with a stroke|A with a ring|A with two dots|O with two dots'),
  },
  digits: 'zero|one|two|three|four|five|six|seven|eight|nine'.split('|'),
  symbols: named(
    symbolOrder,
    'space|exclamation mark|quotation mark|hash|dollar sign|percent sign|ampersand|apostrophe|left parenthesis|right parenthesis|asterisk|plus sign|comma|hyphen|full stop|slash|colon|semicolon|less-than sign|equals sign|greater-than sign|question mark|at sign|left square bracket|backslash|right square bracket|caret|underscore|backtick|left curly bracket|vertical bar|right curly bracket|tilde',
  ),
  capital: 'capital',
  character: 'the character',
}

const danish: Alphabet = {
  letters: {
    ...named(
      'abcdefghijklmnopqrstuvwxyzæøå',
      'Anna|Bernhard|Cecilie|David|Erik|Frederik|Georg|Hans|Ida|Johan|Karen|Ludvig|Mari|Nikolaj|Odin|Peter|Quintus|Rasmus|Søren|Theodor|Ulla|Viggo|William|Xerxes|Yrsa|Zackarias|Ægir|Øresund|Åse',
    ),
    ...named('äö', 'A med to prikker|O med to prikker'),
  },
  digits: 'nul|en|to|tre|fire|fem|seks|syv|otte|ni'.split('|'),
  symbols: named(
    symbolOrder,
    'mellemrum|udråbstegn|anførselstegn|havelåge|dollartegn|procenttegn|og-tegn|apostrof|startparentes|slutparentes|stjerne|plustegn|komma|bindestreg|punktum|skråstreg|kolon|semikolon|mindre end|lighedstegn|større end|spørgsmålstegn|snabel-a|kantet startparentes|omvendt skråstreg|kantet slutparentes|indskudstegn|understregning|accent grave|startklamme|lodret streg|slutklamme|tilde',
  ),
  capital: 'stort',
  character: 'tegnet',
}

const swedish: Alphabet = {
  letters: {
    ...named(
      'abcdefghijklmnopqrstuvwxyzåäö',
      'Adam|Bertil|Cesar|David|Erik|Filip|Gustav|Helge|Ivar|Johan|Kalle|Ludvig|Martin|Niklas|Olof|Petter|Qvintus|Rudolf|Sigurd|Tore|Urban|Viktor|Wilhelm|Xerxes|Yngve|Zäta|Åke|Ärlig|Östen',
    ),
    ...named('æø', 'danskt Ä|danskt Ö'),
  },
  digits: 'noll|ett|två|tre|fyra|fem|sex|sju|åtta|nio'.split('|'),
  symbols: named(
    symbolOrder,
    'mellanslag|utropstecken|citattecken|fyrkant|dollartecken|procenttecken|och-tecken|apostrof|vänsterparentes|högerparentes|stjärna|plustecken|komma|bindestreck|punkt|snedstreck|kolon|semikolon|mindre än|likhetstecken|större än|frågetecken|snabel-a|vänster hakparentes|omvänt snedstreck|höger hakparentes|cirkumflex|understreck|grav accent|vänster klammerparentes|lodstreck|höger klammerparentes|tilde',
  ),
  capital: 'stort',
  character: 'tecknet',
}

/** The alphabets that a help desk reads passwords out with, one per language of the screen. */
export const alphabets: Readonly<Record<Language, Alphabet>> = { en: english, da: danish, sv: swedish }
