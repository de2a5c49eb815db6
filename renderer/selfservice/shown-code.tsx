import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { CallRegular, CopyRegular } from '@fluentui/react-icons'
import { type ReactNode, useRef, useState } from 'react'
import { useDoorCopy } from '../base/clipboard/door-copy.ts'
import { useCopyText } from '../base/clipboard/use-copy-text.ts'
import { useSettings } from '../base/session.ts'
import { useScreenProtection } from '../base/use-screen-protection.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { useInitialFocus } from '../ui/use-initial-focus.ts'

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
  // Not to be selected: a plain copy would end up in the clipboard's history, Copy does not.
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
  // Before it says anything it takes no room.
  status: { ':empty': { position: 'absolute' } },
  buttons: { display: 'flex', flexWrap: 'wrap', justifyContent: 'center', gap: tokens.spacingHorizontalS },
})

export type Spelled = (text: string) => ReactNode

type ShownCodeProps = {
  readonly label: string
  /** As people read it, in groups. */
  readonly code: string
  /** How the app spells text out; handed in, since spelling is the passwords' own. */
  readonly spelled?: Spelled
  readonly children?: ReactNode
}

/** Something that is shown once, large enough to be read out, kept out of screen captures where the door can. */
export function ShownCode({ label, code, spelled, children }: ShownCodeProps) {
  const { t } = useWords()
  const styles = useStyles()
  const card = useRef<HTMLDivElement>(null)
  const { clipboardSeconds } = useSettings()
  const { copy, copiedFor, error } = useCopyText(clipboardSeconds, useDoorCopy())
  const [isSpelled, setIsSpelled] = useState(false)
  const typed = code.replaceAll(' ', '')
  useInitialFocus(card)
  useScreenProtection(true)
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
            {t('selfservice.copy')}
          </Button>
          {spelled !== undefined && (
            <Button icon={<CallRegular />} aria-expanded={isSpelled} onClick={() => setIsSpelled(!isSpelled)}>
              {t('selfservice.spell')}
            </Button>
          )}
        </div>
        {/* Capital letters make no difference, so none is called one. */}
        {isSpelled && spelled?.(typed.toLowerCase())}
      </div>
      <Copied copiedFor={copiedFor} error={error} />
    </>
  )
}

/** What became of Copy: the service's reason, or the browser that refused. */
function Copied({ copiedFor, error }: { readonly copiedFor: number | null; readonly error: unknown }) {
  const { t, formatDuration } = useWords()
  const styles = useStyles()
  if (error instanceof DOMException) {
    return (
      <MessageBar intent="error" layout="multiline" role="alert">
        <MessageBarBody>{t('selfservice.copyRefused')}</MessageBarBody>
      </MessageBar>
    )
  }
  return (
    <>
      <ErrorBar error={error} />
      <div role="status" className={styles.status}>
        {copiedFor !== null && (
          <MessageBar intent="success" layout="multiline">
            <MessageBarBody>{t('selfservice.copied', { time: formatDuration(copiedFor) })}</MessageBarBody>
          </MessageBar>
        )}
      </div>
    </>
  )
}
