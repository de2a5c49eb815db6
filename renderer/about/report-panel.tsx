import { Body1, Button, Field, makeStyles, Textarea, tokens } from '@fluentui/react-components'
import { CopyRegular, SaveRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { api } from '../base/api.ts'
import { useCopyPlain } from '../base/clipboard/door-copy.ts'
import { useNotify } from '../base/notify.tsx'
import { saveFile } from '../base/save-file.ts'
import { useAction } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { Panel } from '../ui/panel.tsx'

const useStyles = makeStyles({
  field: { flexGrow: 1, display: 'flex', flexDirection: 'column' },
  text: { flexGrow: 1, minHeight: '320px' },
  area: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, maxHeight: 'none' },
})

/** The whole report, to be read before it is copied or saved. It is made anew each time, and sent to nobody. */
export function ReportPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const styles = useStyles()
  const notify = useNotify()
  const copyPlain = useCopyPlain()
  const report = useQuery({ ...api.about.report.queryOptions({ input: {} }), staleTime: 0, gcTime: 0 })
  const text = report.data?.text ?? ''
  const copying = useAction(async () => {
    await copyPlain(text)
    notify(t('about.reportCopied'))
  })
  const footer = (
    <>
      <Button
        appearance="primary"
        icon={<SaveRegular />}
        disabledFocusable={text === ''}
        onClick={() => saveFile('keydesk-report.txt', text, 'text/plain')}
      >
        {t('about.saveReport')}
      </Button>
      <Button icon={<CopyRegular />} disabledFocusable={text === ''} onClick={() => void copying.run()}>
        {t('about.copyReport')}
      </Button>
      <Button onClick={onClose}>{t('common.close')}</Button>
    </>
  )
  return (
    <Panel isOpen size="large" title={t('about.report')} onClose={onClose} footer={footer}>
      <Body1>{t('about.reportText')}</Body1>
      <ErrorBar error={report.error ?? copying.error} />
      <Field label={t('about.report')} className={styles.field}>
        <Textarea
          readOnly
          className={styles.text}
          textarea={{ className: styles.area, translate: 'no', spellCheck: false }}
          value={text}
        />
      </Field>
    </Panel>
  )
}
