import { Body1, makeStyles, Subtitle2, tokens } from '@fluentui/react-components'
import { useId } from 'react'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  heading: { margin: 0 },
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

export type FactsProps = {
  readonly title: string
  readonly facts: readonly Fact[]
  /** Said instead when nothing is known. */
  readonly empty?: string
}

/** A heading and what is known below it, name over value. */
export function Facts({ title, facts, empty }: FactsProps) {
  const styles = useStyles()
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <Subtitle2 as="h2" id={id} className={styles.heading}>
        {title}
      </Subtitle2>
      {facts.length === 0 && empty !== undefined && <Body1>{empty}</Body1>}
      {facts.length > 0 && (
        <dl className={styles.list}>
          {facts.map(({ name, value }) => (
            <div key={name}>
              <dt className={styles.name}>{name}</dt>
              <dd className={styles.value}>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
