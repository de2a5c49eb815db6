import { makeStyles, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  line: { stroke: tokens.colorNeutralForeground3, strokeWidth: '2px', fill: 'none', strokeLinecap: 'round' },
  cup: { fill: tokens.colorBrandBackground2, stroke: tokens.colorBrandForeground1, strokeWidth: '2px' },
})

/** A tidy desk: a cup of coffee beside a hung-up key. */
export function CalmDrawing() {
  const styles = useStyles()
  return (
    <svg width="132" height="88" viewBox="0 0 132 88" aria-hidden="true">
      <path className={styles.line} d="M6 78h120" />
      <path className={styles.cup} d="M24 44h34v20a12 12 0 0 1-12 12h-10a12 12 0 0 1-12-12z" />
      <path className={styles.line} d="M58 49h5a8 8 0 0 1 0 16h-5" />
      <path className={styles.line} d="M34 36c-4-5 4-8 0-13M45 36c-4-5 4-8 0-13" />
      <path className={styles.line} d="M100 8v10" />
      <circle className={styles.cup} cx="100" cy="28" r="10" />
      <path className={styles.line} d="M100 38v26M100 52h9M100 60h7" />
    </svg>
  )
}
