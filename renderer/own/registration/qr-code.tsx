import { makeStyles } from '@fluentui/react-components'
import { useWords } from '../../base/words/words.ts'
import type { DrawnQrCode } from './draw-qr-code.ts'

const useStyles = makeStyles({
  // Not shrunk by what is below it, but never wider than a telephone.
  code: { alignSelf: 'center', flexShrink: 0, maxWidth: '100%', height: 'auto' },
})

/** The side of a module in CSS pixels, large enough for a camera before a screen of scale 1. */
const moduleSize = 4

/** A QR code drawn in the page, so that no picture is loaded. Black on white in every theme, because phones read that. */
export function QrCode({ drawn: { size, path } }: { readonly drawn: DrawnQrCode }) {
  const { t } = useWords()
  const styles = useStyles()
  const side = size * moduleSize
  return (
    <svg
      className={styles.code}
      width={side}
      height={side}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      shapeRendering="crispEdges"
    >
      <title>{t('methods.qrCode')}</title>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
