import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MailTemplate } from '../../shared/mail.ts'
import { type TemplateText, templateFaults } from '../../shared/rules/mail-template.ts'
import { api, client } from '../base/api.ts'
import { useConfirmation } from '../base/confirmation.ts'
import { useNotify } from '../base/notify.tsx'
import { useWork } from '../base/use-action.ts'
import { useWords } from '../base/words/words.ts'
import { type Chosen, type Drafts, replaced, storedOf, textOf, withDraft } from './template-drafts.ts'

export type TemplatesForm = ReturnType<typeof useTemplates>

/** The template on the screen. What was typed in another one is kept until it is saved or the page is left. */
export function useTemplates(templates: readonly MailTemplate[]) {
  const { t, language } = useWords()
  const queries = useQueryClient()
  const notify = useNotify()
  const withConfirmation = useConfirmation()
  const { error, isBusy, run } = useWork()
  const [chosen, setChosen] = useState<Chosen>({ template: 'verificationCode', language })
  const [drafts, setDrafts] = useState<Drafts>({})
  const stored = storedOf(templates, chosen)
  const text = textOf(templates, drafts, chosen)
  const faults = templateFaults(chosen.template, text)
  const isChanged = text.subject !== stored?.subject || text.body !== stored?.body

  const settle = (at: Chosen, next: MailTemplate, notice: string) => {
    const key = api.mail.templates.queryKey({ input: {} })
    queries.setQueryData(key, (before) => before && { templates: replaced(before.templates, next) })
    setDrafts((now) => withDraft(now, at, null))
    notify(notice)
  }
  const save = () => {
    if (!isChanged || faults !== null) return
    void run(async () =>
      settle(
        chosen,
        (await withConfirmation(() => client.mail.saveTemplate({ ...chosen, ...text }))).template,
        t('mail.template.saved'),
      ),
    )
  }
  const reset = () =>
    run(async () => settle(chosen, (await client.mail.resetTemplate(chosen)).template, t('mail.template.wasReset')))
  return {
    chosen,
    choose: (part: Partial<Chosen>) => setChosen((now) => ({ ...now, ...part })),
    text,
    change: (part: Partial<TemplateText>) => setDrafts((now) => withDraft(now, chosen, { ...text, ...part })),
    faults,
    isEdited: stored?.isEdited ?? false,
    isChanged,
    isBusy,
    error,
    save,
    reset,
  }
}
