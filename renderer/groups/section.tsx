import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { type ReactNode, type Ref, useId } from 'react'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  heading: { ...typographyStyles.subtitle2, margin: 0, ':focus': { outline: 'none' } },
})

type SectionProps = {
  readonly title: string
  /** Takes the focus when the button that had it disappears from the list. */
  readonly heading: Ref<HTMLHeadingElement>
  readonly children: ReactNode
}

/** One part of a group's pane under its heading. */
export function Section({ title, heading, children }: SectionProps) {
  const styles = useStyles()
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h3 ref={heading} tabIndex={-1} id={id} className={styles.heading}>
        {title}
      </h3>
      {children}
    </section>
  )
}
