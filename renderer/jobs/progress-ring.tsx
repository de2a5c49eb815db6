import { makeStyles, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  ring: { width: '1em', height: '1em', transform: 'rotate(-90deg)' },
  track: { fill: 'none', stroke: tokens.colorNeutralStroke1 },
  bar: { fill: 'none', stroke: tokens.colorCompoundBrandStroke },
})

const radius = 8
const around = 2 * Math.PI * radius

/** The progress of the running jobs as a ring of an icon's size; the button around it has the words. */
export function ProgressRing({ fraction }: { readonly fraction: number }) {
  const styles = useStyles()
  return (
    <svg className={styles.ring} viewBox="0 0 20 20" aria-hidden="true">
      <circle className={styles.track} cx="10" cy="10" r={radius} strokeWidth="3" />
      <circle
        className={styles.bar}
        cx="10"
        cy="10"
        r={radius}
        strokeWidth="3"
        strokeDasharray={`${fraction * around} ${around}`}
      />
    </svg>
  )
}
