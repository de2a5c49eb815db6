import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import { type ReactNode, useId } from 'react'

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, minWidth: 0 },
  tight: { gap: tokens.spacingVerticalS },
  heading: { ...typographyStyles.subtitle2, margin: 0 },
})

type TitledProps = {
  readonly level: 2 | 3
  readonly title: string
  /** True to put its rows close together. */
  readonly isTight?: boolean
  readonly children: ReactNode
}

/** A part of a page or a panel under its heading. */
export function Titled({ level, title, isTight = false, children }: TitledProps) {
  const styles = useStyles()
  const id = useId()
  const Heading = `h${level}` as const
  return (
    <section className={mergeClasses(styles.section, isTight && styles.tight)} aria-labelledby={id}>
      <Heading id={id} className={styles.heading}>
        {title}
      </Heading>
      {children}
    </section>
  )
}
