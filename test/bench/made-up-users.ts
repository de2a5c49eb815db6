const first =
  'Anna Bjørn Åse Søren Mette Lars Ingrid Östen Pär Göran Karin Jens Freja Oskar Liv Zoë José Łucja Nguyễn Sigrid Torben Maj-Britt'
const last =
  "Hansen Jørgensen Ångström Nilsson Lindqvist Møller Øst Sjögren Berg Dahl O'Brien Ek-Holm Æbelø Kjær Lund Östberg Aagaard Winther"
const departments = ['Salg', 'IT', 'Økonomi', 'Lager', 'Ledelse', 'Kundservice', 'Produktion', 'Marked & web']
const titles = ['Konsulent', 'Chef', 'Assistent', 'Elev', 'Tekniker', 'Säljare']
const headings =
  'User Name,First Name,Last Name,Display Name,Job Title,Department,Office Number,Office Phone,Mobile Phone,Fax,' +
  'Alternate email address,Address,City,State or Province,ZIP or Postal Code,Country or Region'

/** The texts of a made-up person that a search can find. */
export type SearchableTexts = {
  readonly displayName: string
  readonly username: string
  readonly mobilePhone: string
  readonly department: string
}

/** The same numbers for the same seed, each below its `limit` (mulberry32, Tommy Ettinger). */
export function createRandom(seed: number): (limit: number) => number {
  let state = seed | 0
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[æä]/g, 'a')
    .replace(/[øö]/g, 'o')
    .normalize('NFD')
    .replace(/[^a-z]/g, '')
const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

function person(number: number) {
  const random = createRandom(number)
  const pick = (from: readonly string[]) => from[random(from.length)] as string
  const firstName = pick(first.split(' '))
  const lastName = pick(last.split(' '))
  const phone = (prefix: string) => `${prefix}${100_000 + random(899_999)}`
  return {
    username: `${plain(firstName)}.${plain(lastName)}${number}@nordwind.test`,
    firstName,
    lastName,
    displayName: number % 97 === 0 ? `${lastName}, ${firstName} "${number}"` : `${firstName} ${lastName}`,
    jobTitle: pick(titles),
    department: pick(departments),
    officeNumber: String(random(400)),
    officePhone: phone('+45 33'),
    mobilePhone: phone('+45 20'),
    fax: '',
    alternateEmail: number % 3 === 0 ? '' : `${plain(firstName)}${number}@home.test`,
    address: number % 50 === 0 ? `Havnegade ${random(200)},\n2. tv` : `Havnegade ${random(200)}`,
    city: number % 2 === 0 ? 'Malmö' : 'København',
    state: '',
    postalCode: String(1000 + random(8999)),
    country: number % 2 === 0 ? 'Sverige' : 'Danmark',
  }
}

/** The made-up person of a number, from 1: always the same one. */
export const madeUpUser = (number: number): SearchableTexts => person(number)

/** The made-up people `from` to `to` as an import file with Microsoft 365's 16 columns. */
export function usersFile(from: number, to: number): Buffer {
  const lines = [headings]
  for (let number = from; number <= to; number += 1) lines.push(Object.values(person(number)).map(cell).join(','))
  return Buffer.from(`${lines.join('\r\n')}\r\n`)
}
