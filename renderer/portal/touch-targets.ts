import { makeStaticStyles } from '@fluentui/react-components'

const size = '44px'

/**
 * Makes controls 44 pixels high for fingers (WCAG 2.2, 2.5.5), where Fluent's have 32; and texts of fields 16 pixels, because iOS zooms into
 * fields with smaller ones. The class is written twice so that it overrides Fluent's own.
 */
export const useTouchTargets = makeStaticStyles({
  '.fui-Button.fui-Button': { minHeight: size },
  // Buttons with words are wide enough already.
  '.fui-Button.fui-Button:has(> .fui-Button__icon:only-child)': { minWidth: size },
  '.fui-Input.fui-Input': { minHeight: size },
  '.fui-Input__input.fui-Input__input': { fontSize: '16px' },
  '.fui-Textarea__textarea.fui-Textarea__textarea': { fontSize: '16px' },
  '.fui-Select__select.fui-Select__select': { height: size, fontSize: '16px' },
  '.fui-MenuItemRadio.fui-MenuItemRadio': { minHeight: size, alignItems: 'center' },
  '.fui-Link.fui-Link': { display: 'inline-flex', alignItems: 'center', minHeight: size, minWidth: size },
})
