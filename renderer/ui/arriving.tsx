import { makeStyles, mergeClasses, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useLayoutEffect,
  useReducer,
  useRef,
  useState,
} from 'react'
import { useWords } from '../base/words/words.ts'
import { useIsLate } from './late.ts'

const useStyles = makeStyles({
  // Laid out as if its parts stood in the page or panel directly.
  parts: { display: 'flex', flexDirection: 'column', gap: 'inherit', minWidth: 0 },
  waiting: { display: 'none' },
  shape: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXL,
    paddingBlock: tokens.spacingVerticalS,
  },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  heading: { width: '40%' },
})

/** Announces one more part that is still loading; returns the function to call when it has arrived. */
type Expect = () => () => void
const Expecting = createContext<Expect>(() => () => {})

/** Called by each part of an `Arriving`, with true while the part is still loading. */
export function useArrival(isOnItsWay: boolean): void {
  const expect = useContext(Expecting)
  useLayoutEffect(() => (isOnItsWay ? expect() : undefined), [expect, isOnItsWay])
}

type ArrivingProps = {
  /** How many parts with headings will be shown, for the placeholders. */
  readonly parts: number
  readonly children: ReactNode
}

/**
 * Parts that load on their own and appear at the same moment, so that none moves another's button while somebody presses it. Until then
 * placeholders are shown; later changes happen in place.
 */
export function Arriving({ parts, children }: ArrivingProps) {
  const styles = useStyles()
  const [isHere, setIsHere] = useState(false)
  const onTheirWay = useRef(0)
  const [, look] = useReducer((times: number) => times + 1, 0)
  const expect = useCallback(() => {
    onTheirWay.current += 1
    return () => {
      onTheirWay.current -= 1
      look()
    }
  }, [])
  // After every render, and after the effects of the parts, because a part that has arrived may have added another one.
  useLayoutEffect(() => {
    if (onTheirWay.current === 0) setIsHere(true)
  })
  return (
    <Expecting value={expect}>
      {!isHere && <Shape parts={parts} />}
      <div className={mergeClasses(styles.parts, !isHere && styles.waiting)}>{children}</div>
    </Expecting>
  )
}

function Shape({ parts }: Pick<ArrivingProps, 'parts'>) {
  const { t } = useWords()
  const styles = useStyles()
  if (!useIsLate()) return null
  return (
    <Skeleton className={styles.shape} aria-label={t('ui.loading')}>
      {Array.from({ length: parts }, (_, part) => part).map((part) => (
        <div key={part} className={styles.part}>
          <SkeletonItem size={20} className={styles.heading} />
          <SkeletonItem size={16} />
          <SkeletonItem size={16} />
        </div>
      ))}
    </Skeleton>
  )
}
