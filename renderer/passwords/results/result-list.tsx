import { makeStyles, tokens } from '@fluentui/react-components'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import type { SecretId } from '../../../shared/ids.ts'
import type { JobItem } from '../../../shared/jobs.ts'
import { useWords } from '../../base/words/words.ts'
import { SpellingDialog } from '../spelling/spelling-dialog.tsx'
import type { useCopying } from '../use-copying.ts'
import type { useRevealed } from '../use-revealed.ts'
import { ResultRow } from './result-row.tsx'

const useStyles = makeStyles({
  scroller: {
    overflowY: 'auto',
    maxHeight: '60vh',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  list: { position: 'relative', margin: 0, padding: 0, listStyleType: 'none' },
  item: { position: 'absolute', insetInline: 0, top: 0 },
})

export type ResultListProps = {
  readonly items: readonly JobItem[]
  readonly revealed: ReturnType<typeof useRevealed>
  readonly copying: ReturnType<typeof useCopying>
}

/** The people of a finished job with their passwords; only the rows in view are in the document. */
export function ResultList({ items, revealed, copying }: ResultListProps) {
  const { t } = useWords()
  const styles = useStyles()
  const scroller = useRef<HTMLDivElement>(null)
  const [spelled, setSpelled] = useState<SecretId | null>(null)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 64,
    overscan: 8,
    getItemKey: (index) => items[index]?.userId ?? index,
  })
  return (
    <>
      <div ref={scroller} className={styles.scroller}>
        <ul className={styles.list} aria-label={t('passwords.results')} style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const item = items[index]
            if (item === undefined) return null
            return (
              <li
                key={key}
                ref={rows.measureElement}
                data-index={index}
                aria-setsize={items.length}
                aria-posinset={index + 1}
                className={styles.item}
                style={{ transform: `translateY(${start}px)` }}
              >
                <ResultRow item={item} revealed={revealed} copying={copying} onSpell={setSpelled} />
              </li>
            )
          })}
        </ul>
      </div>
      {spelled !== null && <SpellingDialog secretId={spelled} onClose={() => setSpelled(null)} />}
    </>
  )
}
