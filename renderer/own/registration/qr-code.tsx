import { makeStyles, tokens } from '@fluentui/react-components'
import { useMemo } from 'react'
import { encode } from 'uqr'
import { useWords } from '../../base/words/words.ts'

const useStyles = makeStyles({
  root: { alignSelf: 'center', width: '200px', height: '200px', borderRadius: tokens.borderRadiusMedium },
})

/** The quiet zone that readers need around the code, in modules (ISO/IEC 18004). */
const border = 4

/** A QR code drawn in the page: no picture is loaded from anywhere. Black on white in every theme, because that is what phones read. */
export function QrCode({ text }: { readonly text: string }) {
  const { t } = useWords()
  const styles = useStyles()
  const { size, path } = useMemo(() => {
    const { size, data } = encode(text, { ecc: 'M', border })
    const squares = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    return { size, path: squares.join('') }
  }, [text])
  return (
    <svg className={styles.root} viewBox={`0 0 ${size} ${size}`} role="img" shapeRendering="crispEdges">
      <title>{t('methods.qrCode')}</title>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
