import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components'
import type { Revealed } from '../../../shared/passwords.ts'
import { useSettings } from '../../base/session.ts'
import { useWords } from '../../base/words/words.ts'
import { slipPage } from './slip-page.ts'

const useStyles = makeStyles({
  page: { page: slipPage, boxSizing: 'border-box', paddingInline: '12mm' },
  table: { width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed' },
  // Repeated on each page, which has no margin of its own.
  head: { textAlign: 'start', verticalAlign: 'bottom', paddingTop: '12mm', paddingBottom: '2mm' },
  row: { breakInside: 'avoid' },
  cell: {
    padding: '2mm 2mm 2mm 0',
    overflowWrap: 'anywhere',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
  },
  secret: { fontFamily: tokens.fontFamilyMonospace, fontWeight: tokens.fontWeightSemibold },
  title: { ...typographyStyles.subtitle1, marginBlock: '12mm 0', overflowWrap: 'anywhere' },
  address: { marginBlock: '2mm 0', overflowWrap: 'anywhere' },
})

/** The passwords of many people one below the other, in the language of the admin who keeps the list. */
export function SlipList({ people, address }: { readonly people: readonly Revealed[]; readonly address: string }) {
  const { t, formatDateTime } = useWords()
  const styles = useStyles()
  const { organisation } = useSettings()
  const heads = [
    t('users.columns.displayName'),
    t('passwords.slip.username'),
    t('passwords.slip.password'),
    t('users.lapses'),
  ]
  return (
    <section className={styles.page}>
      <p className={styles.title}>{t('passwords.slip.listTitle', { organisation })}</p>
      {address !== '' && (
        <p className={styles.address}>
          {t('passwords.slip.signInAt')} {address}
        </p>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} className={styles.head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.secretId} className={styles.row}>
              <td className={styles.cell}>{person.displayName}</td>
              <td className={styles.cell}>{person.username}</td>
              <td className={mergeClasses(styles.cell, styles.secret)}>{person.password}</td>
              <td className={styles.cell}>
                {person.lapsesAt === null ? t('users.never') : formatDateTime(person.lapsesAt)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
