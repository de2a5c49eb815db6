import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'

/** The height of a row and of the header in CSS pixels, a number because the scroll position is computed from it. */
export const rowHeight = 40

const focusRing = {
  outlineStyle: 'solid',
  outlineWidth: tokens.strokeWidthThick,
  outlineColor: tokens.colorStrokeFocus2,
  outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`,
} as const

const cutOff = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const

const plainButton = {
  ...typographyStyles.body1,
  border: 'none',
  backgroundColor: 'transparent',
  color: 'inherit',
  padding: 0,
  margin: 0,
  cursor: 'pointer',
  ':focus-visible': focusRing,
} as const

/** The classes for header, rows and cells; the grid calls this once and passes the classes down, so that rows are cheap. */
export const useGridStyles = makeStyles({
  grid: {
    flexGrow: 1,
    minHeight: 0,
    overflowX: 'hidden',
    overflowY: 'auto',
    position: 'relative',
    contain: 'strict',
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    outlineStyle: 'none',
  },
  header: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    display: 'grid',
    gridTemplateColumns: 'var(--kd-columns)',
    height: `${rowHeight}px`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    boxSizing: 'border-box',
  },
  space: { position: 'relative', overflow: 'hidden', contain: 'strict' },
  rows: { position: 'absolute', top: 0, left: 0, right: 0 },
  row: {
    position: 'absolute',
    left: 0,
    right: 0,
    height: `${rowHeight}px`,
    display: 'grid',
    gridTemplateColumns: 'var(--kd-columns)',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    boxSizing: 'border-box',
    contain: 'strict',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Selected },
  },
  cell: {
    display: 'flex',
    alignItems: 'center',
    minWidth: 0,
    paddingLeft: tokens.spacingHorizontalS,
    paddingRight: tokens.spacingHorizontalXS,
    ':focus-visible': focusRing,
  },
  iconCell: { justifyContent: 'center', paddingLeft: 0, paddingRight: 0 },
  text: { ...cutOff, ...typographyStyles.body1, color: tokens.colorNeutralForeground2 },
  checkbox: {
    width: tokens.lineHeightBase200,
    height: tokens.lineHeightBase200,
    margin: 0,
    cursor: 'pointer',
    accentColor: tokens.colorCompoundBrandBackground,
    ':focus-visible': { ...focusRing, outlineOffset: tokens.strokeWidthThick },
    ':disabled': { cursor: 'not-allowed' },
  },
  name: {
    ...plainButton,
    ...cutOff,
    ...typographyStyles.body1Strong,
    color: tokens.colorNeutralForeground1,
    textAlign: 'start',
    maxWidth: `calc(100% + ${tokens.spacingHorizontalXS})`,
    paddingLeft: tokens.spacingHorizontalXS,
    paddingRight: tokens.spacingHorizontalXS,
    marginLeft: `calc(-1 * ${tokens.spacingHorizontalXS})`,
    lineHeight: `calc(${rowHeight}px - 2 * ${tokens.spacingVerticalXS})`,
    ':hover': { textDecorationLine: 'underline' },
  },
  key: {
    ...plainButton,
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    width: '32px',
    height: '32px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorBrandForeground1,
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorBrandForeground2Hover },
  },
  keyOff: {
    color: tokens.colorNeutralForegroundDisabled,
    cursor: 'not-allowed',
    ':hover': { backgroundColor: 'transparent', color: tokens.colorNeutralForegroundDisabled },
  },
  sort: {
    ...plainButton,
    ...cutOff,
    ...typographyStyles.caption1Strong,
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXXS,
    height: '100%',
    width: '100%',
    textAlign: 'start',
    color: tokens.colorNeutralForeground2,
    ':hover': { color: tokens.colorNeutralForeground1 },
  },
  sortText: cutOff,
  sortIcon: { flexShrink: 0, display: 'inline-flex' },
  /** For screen readers only. */
  hidden: {
    position: 'absolute',
    width: tokens.strokeWidthThin,
    height: tokens.strokeWidthThin,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
  skeleton: {
    width: '60%',
    height: tokens.lineHeightBase100,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralStencil1,
  },
})

export type GridStyles = ReturnType<typeof useGridStyles>
