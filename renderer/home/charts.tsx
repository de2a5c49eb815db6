import { DonutChart, VerticalStackedBarChart } from '@fluentui/react-charts'
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'

/** One part of a whole, with the colour that its line in the table has. */
export type Part = { readonly name: string; readonly count: number; readonly colour: string }
export type Bar = { readonly label: string; readonly parts: readonly Part[] }

const useStyles = makeStyles({
  // Drawn again as a table beside it, which is what the keyboard and screen readers use.
  chart: { display: 'flex', justifyContent: 'center', minWidth: 0, overflow: 'hidden', forcedColorAdjust: 'none' },
  text: { '& text': { fill: tokens.colorNeutralForeground1 } },
})

/** Shares of a whole as a ring, with the whole in its middle. */
export function Ring({ parts, total }: { readonly parts: readonly Part[]; readonly total: string }) {
  const styles = useStyles()
  const shown = parts.filter(({ count }) => count > 0)
  return (
    <div className={mergeClasses(styles.chart, styles.text)} inert>
      <DonutChart
        data={{ chartData: shown.map(({ name, count, colour }) => ({ legend: name, data: count, color: colour })) }}
        innerRadius={52}
        width={180}
        height={180}
        valueInsideDonut={total}
        hideLegend
        hideTooltip
      />
    </div>
  )
}

/** Counts over time as columns, of several kinds on each other. */
export function Columns({ bars }: { readonly bars: readonly Bar[] }) {
  const styles = useStyles()
  return (
    <div className={mergeClasses(styles.chart, styles.text)} inert>
      <VerticalStackedBarChart
        data={bars.map(({ label, parts }) => ({
          xAxisPoint: label,
          chartData: parts.map(({ name, count, colour }) => ({ legend: name, data: count, color: colour })),
        }))}
        width={420}
        height={200}
        hideLegend
        hideTooltip
      />
    </div>
  )
}
