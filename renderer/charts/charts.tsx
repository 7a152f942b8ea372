import { useMemo } from 'react'
import { readingsOf } from '../../shared/readings'
import { FailureNotice } from '../parts/notice'
import { text } from '../text'
import { CausesChart } from './causes-chart'
import { ComparedChart } from './compared-chart'
import { OwedChart } from './owed-chart'
import { hasTime, useCharts } from './store'
import { TaktChart } from './takt-chart'
import { YieldChart } from './yield-chart'

/** What the records of a time say together, each chart with its finding in words. */
export function Charts() {
  const view = useCharts()
  const { figures, trouble } = view
  const readings = useMemo(() => figures && readingsOf(figures), [figures])
  if (!hasTime(view))
    return (
      <p className="lead" role="status">
        {text.charts.noTime}
      </p>
    )
  if (trouble !== undefined) return <FailureNotice failure={trouble} />
  if (figures === undefined || readings === undefined) return <p className="lead">{text.charts.waiting}</p>
  return (
    <div className="charts" tabIndex={0}>
      <YieldChart figures={figures} readings={readings} />
      <CausesChart readings={readings} />
      <TaktChart readings={readings} />
      <ComparedChart figures={figures} readings={readings} />
      <OwedChart figures={figures} readings={readings} />
    </div>
  )
}
