import uPlot from 'uplot';
import { chartVariable } from './chart-colors.ts';

export type TrendSeries = { id: string; label: string; values: readonly (number | null)[] };
export type TrendData = { times: readonly number[]; series: readonly TrendSeries[] };
type Options = {
  width: number;
  height: number;
  offsetSeconds: number;
  unit: string;
  min?: number | undefined;
  max?: number | undefined;
};

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const pad = (value: number) => String(value).padStart(2, '0');

/** A curve over simulated time. Colors and type are read from the theme when it is built, so a new theme needs a new chart. */
export function drawTrend(host: HTMLElement, data: TrendData, options: Options): uPlot {
  const style = getComputedStyle(host);
  const color = (name: string) => style.getPropertyValue(name).trim();
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const axis: uPlot.Axis = {
    stroke: color('--text-3'),
    font: `${Math.round(rem * 0.6875)}px ${style.fontFamily}`,
    grid: { stroke: color('--chart-grid'), width: 1 },
    ticks: { show: false },
  };
  const chart: uPlot.Options = {
    width: options.width,
    height: options.height,
    padding: [8, 8, 0, 0],
    cursor: { y: false, points: { size: 6 } },
    legend: { show: false },
    // The offset is the scenario's: uPlot is shown times already moved by it and told that they are UTC.
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    scales: { y: { range: (_plot, low, high) => [options.min ?? Math.min(0, low), options.max ?? roundUp(high)] } },
    axes: [
      {
        ...axis,
        space: rem * 5,
        values: (_plot, splits) => labelTimes(splits),
        grid: { show: false },
        size: rem * 1.75,
      },
      {
        ...axis,
        size: rem * 2.75,
        space: rem * 2.25,
        values: (_plot, splits) => splits.map((value) => `${value.toLocaleString('en')}${options.unit}`),
      },
    ],
    series: [
      {},
      ...data.series.map((series, index) => {
        const stroke = color(chartVariable(undefined, index));
        const fill = data.series.length === 1 ? `${stroke}1f` : undefined;
        return { label: series.label, stroke, width: 2, points: { show: false }, ...(fill ? { fill } : {}) };
      }),
    ],
  };
  const moved = data.times.map((time) => time + options.offsetSeconds);
  return new uPlot(chart, [moved, ...data.series.map(({ values }) => [...values])], host);
}

/** The hour, or the day where a new one begins. */
function labelTimes(seconds: readonly number[]): string[] {
  const isDaily = seconds.length > 1 && seconds[1]! - seconds[0]! >= 86_400;
  return seconds.map((value, index) => {
    const at = new Date(value * 1000);
    const former = index > 0 ? new Date(seconds[index - 1]! * 1000).getUTCDate() : undefined;
    const date = `${at.getUTCDate()} ${months[at.getUTCMonth()]}`;
    return isDaily || former !== at.getUTCDate() ? date : `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`;
  });
}

function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const magnitude = 10 ** Math.floor(Math.log10(value));
  return Math.ceil((value * 1.05) / (magnitude / 2)) * (magnitude / 2);
}
