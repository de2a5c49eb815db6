import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { CallRegular, CopyRegular } from '@fluentui/react-icons'
import { type ReactNode, useRef, useState } from 'react'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from './error-bar.tsx'
import { useInitialFocus } from './use-initial-focus.ts'

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    ':focus': { outlineStyle: 'none' },
  },
  // It can't be selected, because a plain copy would stay in the clipboard's history; Copy avoids that.
  code: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeHero900,
    lineHeight: tokens.lineHeightHero900,
    fontWeight: tokens.fontWeightSemibold,
    letterSpacing: '0.08em',
    overflowWrap: 'anywhere',
    textAlign: 'center',
    userSelect: 'none',
  },
  // An empty message takes no room.
  status: { ':empty': { position: 'absolute' } },
  buttons: { display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: tokens.spacingHorizontalS },
})

export type Spelled = (text: string) => ReactNode
export type Copying = {
  readonly copy: (text: string) => Promise<void>
  /** For how many seconds the code is on the clipboard; null while it is not there. */
  readonly copiedFor: number | null
  readonly error: unknown
}

type ShownCodeProps = {
  readonly label: string
  /** The code in groups, as people read it. */
  readonly code: string
  /** Copies the code, with the result. */
  readonly copying: Copying
  /** Spells a text out; passed in, because spelling belongs to the passwords. */
  readonly spelled?: Spelled
  readonly children?: ReactNode
}

/** A code that is shown once, large enough to be read out. */
export function ShownCode({ label, code, copying, spelled, children }: ShownCodeProps) {
  const { t } = useWords()
  const styles = useStyles()
  const card = useRef<HTMLDivElement>(null)
  const { copy, copiedFor, error } = copying
  const [isSpelled, setIsSpelled] = useState(false)
  const typed = code.replaceAll(' ', '')
  useInitialFocus(card)
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form */}
      <div ref={card} role="group" aria-label={label} tabIndex={-1} className={styles.card}>
        <code translate="no" className={styles.code}>
          {code}
        </code>
        {children}
        <div className={styles.buttons}>
          <Button icon={<CopyRegular />} onClick={() => void copy(typed)}>
            {t('ui.copy')}
          </Button>
          {spelled !== undefined && (
            <Button icon={<CallRegular />} aria-expanded={isSpelled} onClick={() => setIsSpelled(!isSpelled)}>
              {t('ui.spell')}
            </Button>
          )}
        </div>
        {/* In small letters, because their case makes no difference and "capital" would be read out for each. */}
        {isSpelled && spelled?.(typed.toLowerCase())}
      </div>
      <Copied copiedFor={copiedFor} error={error} />
    </>
  )
}

/** The result of Copy: for how long, or the reason why it failed. */
function Copied({ copiedFor, error }: { readonly copiedFor: number | null; readonly error: unknown }) {
  const { t, formatDuration } = useWords()
  const styles = useStyles()
  if (error instanceof DOMException) {
    return (
      <MessageBar intent="error" layout="multiline" role="alert">
        <MessageBarBody>{t('ui.copyRefused')}</MessageBarBody>
      </MessageBar>
    )
  }
  return (
    <>
      <ErrorBar error={error} />
      <div role="status" className={styles.status}>
        {copiedFor !== null && (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>{t('ui.copied', { time: formatDuration(copiedFor) })}</MessageBarBody>
          </MessageBar>
        )}
      </div>
    </>
  )
}
