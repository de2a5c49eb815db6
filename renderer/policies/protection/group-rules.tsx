import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components'
import { AddRegular, ArrowDownRegular, ArrowUpRegular, DeleteRegular, EditRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useController } from 'react-hook-form'
import { type GroupRule, maximumGroupRules, type Policies } from '../../../shared/rules/policy.ts'
import { useWords } from '../../base/words/words.ts'
import { Heading, type TabProps } from '../fields.tsx'
import { moveRule, putRule } from './group-rule-list.ts'
import { GroupRulePanel } from './group-rule-panel.tsx'

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minWidth: 0 },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  add: { alignSelf: 'flex-start' },
})

type RowProps = {
  readonly rule: GroupRule
  readonly at: number
  readonly count: number
  readonly isDisabled: boolean
  readonly onMove: (by: -1 | 1) => void
  readonly onEdit: () => void
  readonly onRemove: () => void
}

function RuleRow({ rule, at, count, isDisabled, onMove, onEdit, onRemove }: RowProps) {
  const { t } = useWords()
  const styles = useStyles()
  const { name, preset, rules } = rule
  const summary = t('policies.groupRules.summary', {
    preset: t(`policies.presets.${preset}`),
    count: rules.minimumLength,
  })
  const button = (label: string, icon: typeof EditRegular, run: () => void, isOff: boolean) => {
    const Icon = icon
    return (
      <Button
        appearance="subtle"
        icon={<Icon />}
        aria-label={label}
        disabled={isDisabled}
        disabledFocusable={isOff}
        onClick={run}
      />
    )
  }
  return (
    <li className={styles.item}>
      <div className={styles.name}>
        <Body1 block>{name}</Body1>
        <Caption1 block>{summary}</Caption1>
      </div>
      {button(t('policies.groupRules.moveUp', { name }), ArrowUpRegular, () => onMove(-1), at === 0)}
      {button(t('policies.groupRules.moveDown', { name }), ArrowDownRegular, () => onMove(1), at === count - 1)}
      {button(t('policies.groupRules.edit', { name }), EditRegular, onEdit, false)}
      {button(t('policies.groupRules.remove', { name }), DeleteRegular, onRemove, false)}
    </li>
  )
}

type GroupRulesProps = TabProps & {
  /** The values with which new rules begin. */
  readonly policies: Policies
}

/** Groups with rules of their own, in the order in which they decide. */
export function GroupRules({ form, isDisabled, policies }: GroupRulesProps) {
  const { t } = useWords()
  const styles = useStyles()
  const [open, setOpen] = useState<GroupRule | 'new' | null>(null)
  const { field } = useController({ control: form.control, name: 'groupRules' })
  const groupRules = field.value
  const put = (next: readonly GroupRule[]) => field.onChange(next)
  return (
    <>
      <Heading>{t('policies.groupRules.title')}</Heading>
      <Body1>{t('policies.groupRules.text')}</Body1>
      {groupRules.length === 0 && <Body1>{t('policies.groupRules.none')}</Body1>}
      <ol className={styles.list} aria-label={t('policies.groupRules.order')}>
        {groupRules.map((rule, at) => (
          <RuleRow
            key={rule.groupId}
            {...{ rule, at, isDisabled, count: groupRules.length }}
            onMove={(by) => put(moveRule(groupRules, at, by))}
            onEdit={() => setOpen(rule)}
            onRemove={() => put(groupRules.filter((other) => other !== rule))}
          />
        ))}
      </ol>
      <Button
        className={styles.add}
        icon={<AddRegular />}
        disabled={isDisabled || groupRules.length >= maximumGroupRules}
        onClick={() => setOpen('new')}
      >
        {t('policies.groupRules.add')}
      </Button>
      {open !== null && (
        <GroupRulePanel
          {...{ policies, rule: open === 'new' ? null : open, taken: groupRules.map((rule) => rule.groupId) }}
          onDone={(rule) => {
            put(putRule(groupRules, rule))
            setOpen(null)
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}
