import { type LanguageFacts, named, symbolOrder } from './language-facts.ts'

const headings: LanguageFacts['headings'] = {
  username: 'User Name',
  firstName: 'First Name',
  lastName: 'Last Name',
  displayName: 'Display Name',
  jobTitle: 'Job Title',
  department: 'Department',
  officeNumber: 'Office Number',
  officePhone: 'Office Phone',
  mobilePhone: 'Mobile Phone',
  fax: 'Fax',
  alternateEmail: 'Alternate email address',
  address: 'Address',
  city: 'City',
  state: 'State or Province',
  postalCode: 'ZIP or Postal Code',
  country: 'Country or Region',
}

const otherHeadings: LanguageFacts['otherHeadings'] = {
  username: ['User principal name', 'UPN', 'Sign-in name', 'Login', 'Login name'],
  firstName: ['Given name', 'Forename'],
  lastName: ['Surname', 'Family name'],
  displayName: ['Name', 'Full name'],
  jobTitle: ['Title', 'Position'],
  officeNumber: ['Office', 'Office location'],
  officePhone: ['Phone', 'Phone number', 'Telephone', 'Telephone number', 'Business phone', 'Work phone'],
  mobilePhone: ['Mobile', 'Mobile number', 'Cell phone'],
  fax: ['Fax number', 'Telefax'],
  alternateEmail: ['Alternate email', 'Alternative email', 'Alternative email address'],
  address: ['Street', 'Street address'],
  city: ['Town', 'Locality'],
  state: ['State', 'Province', 'State/Province', 'Region'],
  postalCode: ['Postal code', 'ZIP', 'ZIP code', 'Postcode'],
  country: ['Country', 'Country/Region'],
  language: ['Language'],
  isBlocked: [
    ...[
      'Block sign-in',
      'Sign-in blocked',
      'Blocked',
      'Disabled',
      'Suspended',
      'Is blocked',
      'Is disabled',
      'Is suspended',
    ],
    ...['Account disabled', 'Account blocked', 'Deactivated', 'Inactive', 'Archived'],
  ],
  isEnabled: [
    ...[
      'Sign-in status',
      'Sign-in allowed',
      'Sign-in',
      'Account status',
      'Active',
      'Activated',
      'Is active',
      'Is enabled',
    ],
    ...['Login enabled', 'User status', 'Status'],
  ],
}

// The letters are the ICAO/NATO alphabet; the Nordic letters are described, since English has no names for them.
const spelling: LanguageFacts['spelling'] = {
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

/** The facts of English that the screens and the main process need. */
export const english: LanguageFacts = {
  ownName: 'English',
  locale: 'en-GB',
  separator: ',',
  callingCode: null,
  order: { afterZ: 'þ', like: '', isUpperFirst: false, isAaLetter: false },
  sequences: ['abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  headings,
  otherHeadings,
  answers: {
    yes: ['yes', 'y', 'true', 'on', '1', '-1', 'x', '✓', '✔'],
    no: ['no', 'n', 'false', 'off', '0'],
    allowed: ['allowed', 'sign-in allowed', 'active', 'activated', 'enabled', 'unblocked', 'not blocked'],
    blocked: [
      ...['blocked', 'sign-in blocked', 'suspended', 'archived', 'inactive', 'disabled', 'deactivated', 'deleted'],
      ...['not allowed', 'not active', 'not enabled'],
    ],
  },
  spelling,
  terms: [],
}
