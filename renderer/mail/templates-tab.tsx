import { Dropdown, Field, makeStyles, Option, Tab, TabList, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { language as languageSchema } from '../../shared/ids.ts'
import { languageFacts, languages } from '../../shared/languages.ts'
import { type MailTemplate, templateName } from '../../shared/mail.ts'
import { api } from '../base/api.ts'
import { useWords } from '../base/words/words.ts'
import { ErrorBar } from '../ui/error-bar.tsx'
import { TemplateEditor } from './template-editor.tsx'
import { TemplatePreview } from './template-preview.tsx'
import { useTemplates } from './use-templates.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  choice: { maxWidth: '360px' },
  control: { minWidth: 0, width: '100%' },
  tabs: { flexWrap: 'wrap', marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
  columns: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalXXL,
  },
  column: { flex: '1 1 380px', minWidth: 0, maxWidth: '640px' },
})

/** The text of every mail in each language, with a preview beside the editor. */
export function TemplatesTab() {
  const found = useQuery(api.mail.templates.queryOptions({ input: {} }))
  if (found.data === undefined) return <ErrorBar error={found.error} />
  return <Templates templates={found.data.templates} />
}

function Templates({ templates }: { readonly templates: readonly MailTemplate[] }) {
  const { t } = useWords()
  const styles = useStyles()
  const form = useTemplates(templates)
  const { chosen, choose } = form
  return (
    <div className={styles.root}>
      <Field label={t('mail.template.which')} className={styles.choice}>
        <Dropdown
          className={styles.control}
          value={t(`mail.templates.${chosen.template}`)}
          selectedOptions={[chosen.template]}
          onOptionSelect={(_, data) => choose({ template: templateName.parse(data.optionValue) })}
        >
          {templateName.options.map((name) => (
            <Option key={name} value={name}>
              {t(`mail.templates.${name}`)}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <TabList
        aria-label={t('mail.template.languages')}
        className={styles.tabs}
        selectedValue={chosen.language}
        onTabSelect={(_, data) => choose({ language: languageSchema.parse(data.value) })}
      >
        {languages.map((one) => (
          <Tab key={one} value={one}>
            {languageFacts[one].ownName}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" aria-label={languageFacts[chosen.language].ownName} className={styles.columns}>
        <div className={styles.column}>
          <TemplateEditor form={form} />
        </div>
        <div className={styles.column}>
          <TemplatePreview form={form} />
        </div>
      </div>
    </div>
  )
}
