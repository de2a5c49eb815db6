import type { Theme } from '@fluentui/react-components'
import { describe, expect, it } from 'vitest'
import { themeOf } from '../../../renderer/base/theme.ts'
import { brandColour } from '../../../shared/rules/self-service.ts'

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

type Token = keyof Theme

/** Text on what it stands on, 4.5 to 1 (WCAG 2.2, 1.4.3). */
const texts: readonly (readonly [Token, Token])[] = [
  ['colorNeutralForegroundOnBrand', 'colorBrandBackground'],
  ['colorNeutralForegroundOnBrand', 'colorBrandBackgroundHover'],
  ['colorNeutralForegroundOnBrand', 'colorBrandBackgroundPressed'],
  ['colorNeutralForegroundOnBrand', 'colorBrandBackgroundSelected'],
  ['colorBrandForegroundLink', 'colorNeutralBackground1'],
  ['colorBrandForegroundLink', 'colorNeutralBackground2'],
  ['colorBrandForegroundLink', 'colorNeutralBackground3'],
  ['colorBrandForegroundLinkHover', 'colorNeutralBackground1'],
  ['colorBrandForeground1', 'colorNeutralBackground1'],
  ['colorBrandForeground2', 'colorBrandBackground2'],
  ['colorCompoundBrandForeground1', 'colorNeutralBackground1'],
]

/** What shows where a control is and that it is on, 3 to 1 (WCAG 2.2, 1.4.11). */
const marks: readonly (readonly [Token, Token])[] = [
  ['colorCompoundBrandBackground', 'colorNeutralBackground1'],
  ['colorCompoundBrandStroke', 'colorNeutralBackground1'],
  ['colorCompoundBrandStroke', 'colorNeutralBackground2'],
  ['colorNeutralForegroundInverted', 'colorCompoundBrandBackground'],
]

const themes = brandColour.options.flatMap((colour) => [
  [colour, 'light', themeOf(colour, false)] as const,
  [colour, 'dark', themeOf(colour, true)] as const,
])

describe.each(themes)('the pages in %s, %s', (_, __, theme) => {
  const tooPale = (pairs: typeof texts, least: number) =>
    pairs.filter(([front, back]) => contrast(String(theme[front]), String(theme[back])) < least)

  it('can be read', () => {
    expect(tooPale(texts, 4.5)).toEqual([])
  })

  it('show where their controls are', () => {
    expect(tooPale(marks, 3)).toEqual([])
  })
})

it('no two of the colours are the same', () => {
  const buttons = brandColour.options.map((colour) => themeOf(colour, false).colorBrandBackground)
  expect(new Set(buttons).size).toBe(buttons.length)
})
