import { makeStyles, tokens } from '@fluentui/react-components'
import { Titled } from '../ui/titled.tsx'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))',
    gap: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXXL}`,
    margin: 0,
  },
  name: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  value: { margin: 0, overflowWrap: 'anywhere' },
})

export type Fact = { readonly name: string; readonly value: string }

/** A heading and what is known below it, name over value. */
export function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  const styles = useStyles()
  return (
    <Titled level={2} title={title}>
      <dl className={styles.list}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt className={styles.name}>{name}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
      </dl>
    </Titled>
  )
}
