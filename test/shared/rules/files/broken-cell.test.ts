import { expect, it } from 'vitest'
import { cellDamage } from '../../../../shared/rules/files/broken-cell.ts'

it.each(['4.53312E+09', '4,53312E+09', '4.5E+9', '1E+11', '-1.2E-05'])('%s has lost its digits', (cell) => {
  expect(cellDamage(cell)).toBe('lostNumber')
})

it.each([
  ...[
    'SÃ¸ren',
    'Ã…se',
    'MALMÃ–',
    'Ã–sterlund',
    'Ã˜rsted',
    'BjÃ¶rn',
    'MÃ¼ller',
    'JosÃ©',
    'RenÃ©e',
    'Å‚ukasz',
    'DvoÅ™Ã¡k',
    'TomÃ¡Å¡',
  ],
  ...['Oâ€™Brien', 'Nyâ€“Aalborg', 'Â°C', 'Ã†rÃ¸', 'voilÃ\u00a0'],
])('%s was decoded twice', (cell) => {
  expect(cellDamage(cell)).toBe('decodedTwice')
})

it.each([
  '=A2&" "&B2',
  '=CONCATENATE(A2,B2)',
  '=1+1',
  '@SUM(A1)',
  '#NAME?',
  '#VÄRDE!',
  '#N/A',
  '#I/T',
  '#DIV/0!',
  '########',
])('%s is a formula or its error and not a value', (cell) => {
  expect(cellDamage(cell)).toBe('formula')
})

it('a character that another program could not write is lost', () => {
  expect(cellDamage('S\ufffdren')).toBe('lostCharacter')
})

it.each([
  ...[
    '',
    'Søren',
    'ÅÄÖ',
    'Åse',
    'Ærø',
    'MÜLLER',
    'Zoë',
    'João',
    'IRMÃ',
    'Villa Å’s',
    'Ö–Ö',
    'Gamla Å\u00a0väg',
    'Łódź',
    '“Ã”',
  ],
  ...[
    '1E5',
    'E+09',
    '45E',
    '+45 33',
    '#12',
    '# 3',
    '-',
    '=',
    '@home',
    'C#',
    '12345678901',
    '4.5',
    'anna@nordwind.test',
    'What? No',
  ],
  ...['Nguyễn', 'Đặng', '王小明', 'Ελένη', 'Çağla', 'Þórður'],
])('%s is whole', (cell) => {
  expect(cellDamage(cell)).toBeNull()
})
