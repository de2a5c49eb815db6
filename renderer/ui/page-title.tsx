import { makeStyles, typographyStyles } from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import { nameWindow } from './window-title.ts'

const useStyles = makeStyles({
  title: { ...typographyStyles.title3, margin: 0, overflowWrap: 'anywhere', ':focus': { outlineStyle: 'none' } },
})

/** The h1 of the screen. It names the window and takes the focus, so that a screen reader begins with the new page. */
export function PageTitle({ title, hasFocus = true }: { readonly title: string; readonly hasFocus?: boolean }) {
  const styles = useStyles()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    nameWindow(title)
  }, [title])
  useEffect(() => {
    if (hasFocus) heading.current?.focus()
  }, [hasFocus])
  return (
    <h1 ref={heading} tabIndex={-1} className={styles.title}>
      {title}
    </h1>
  )
}
