import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar, Line } from '@visx/shape';
import { useEffect, useRef, useState } from 'react';
import { useFormat } from '../../ui/use-format.ts';
import styles from './progress.module.css';
import type { Row } from './use-rows.ts';

/** In a narrower chart, in pixels, the names are above the bars. */
const NARROW = 520;
const NAMES_WIDTH = 148;
const VALUES_WIDTH = 58;
const AXIS_HEIGHT = 26;
/** Keeps the rank's line away from the edge, and one high bar from squeezing the others. */
const SHORTEST_AXIS = 1.25;
const LONGEST_AXIS = 2.5;
const TICK = 0.5;
/** The width before it is measured, in pixels. */
const FIRST_WIDTH = 320;

/** The available width, in CSS pixels. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(FIRST_WIDTH);
  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width));
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return { box, width };
}

function layoutOf(rows: readonly Row[], width: number) {
  const isNarrow = width < NARROW;
  const longest = Math.max(...rows.map(({ share = 0 }) => share));
  const end = Math.min(LONGEST_AXIS, Math.max(SHORTEST_AXIS, longest));
  const left = isNarrow ? 0 : NAMES_WIDTH;
  const bottom = rows.length * (isNarrow ? 50 : 38);
  const x = scaleLinear<number>({ domain: [0, end], range: [left, width - VALUES_WIDTH], clamp: true });
  const y = scaleBand<string>({
    domain: rows.map(({ measure }) => measure),
    range: [0, bottom],
    paddingInner: isNarrow ? 0.72 : 0.55,
    paddingOuter: isNarrow ? 0.5 : 0.3,
  });
  const ticks = Array.from({ length: Math.floor(end / TICK) + 1 }, (_, index) => index * TICK);
  // No line crosses the names above the bars.
  const spans = isNarrow
    ? rows.map(({ measure }) => ({ from: (y(measure) ?? 0) - 3, to: (y(measure) ?? 0) + y.bandwidth() + 3 }))
    : [{ from: 0, to: bottom }];
  return { isNarrow, left, bottom, x, y, end, ticks, spans, height: bottom + AXIS_HEIGHT };
}

/** Two strokes through a bar that is longer than the axis. */
function Cut({ x, y, height }: { readonly x: number; readonly y: number; readonly height: number }) {
  return [-16, -11].map((offset) => (
    <Line
      key={offset}
      className={styles['cut'] ?? ''}
      from={{ x: x + offset - 2, y: y + height + 1 }}
      to={{ x: x + offset + 2, y: y - 1 }}
    />
  ));
}

export interface ComparisonChartProps {
  readonly rows: readonly Row[];
  /** The text alternative. The table has the numbers. */
  readonly label: string;
}

/** The player's averages as bars in percent of the rank's, whose line is at 100 %. */
export function ComparisonChart({ rows, label }: ComparisonChartProps) {
  const format = useFormat();
  const { box, width } = useWidth();
  const { isNarrow, left, bottom, x, y, end, ticks, spans, height } = layoutOf(rows, width);
  const thickness = y.bandwidth();
  return (
    <div ref={box} className={styles['chart']}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {ticks.map((tick) => (
          <g key={tick} className={styles['tick']} data-rank={tick === 1}>
            {spans.map(({ from, to }) => (
              <Line key={from} from={{ x: x(tick), y: from }} to={{ x: x(tick), y: to }} />
            ))}
            <text x={x(tick)} y={bottom + 19} textAnchor={tick === 0 && isNarrow ? 'start' : 'middle'}>
              {format.percent(100 * tick)}
            </text>
          </g>
        ))}
        {rows.map(({ measure, name, share, shareText }) => {
          const top = y(measure) ?? 0;
          const middle = top + thickness / 2;
          return (
            <g key={measure}>
              <text
                className={styles['name']}
                x={isNarrow ? 0 : left - 14}
                y={isNarrow ? top - 7 : middle}
                dy={isNarrow ? 0 : '0.35em'}
                textAnchor={isNarrow ? 'start' : 'end'}
              >
                {name}
              </text>
              {share !== undefined && (
                <Bar
                  className={styles['bar'] ?? ''}
                  x={left}
                  y={top}
                  width={Math.max(2, x(share) - left)}
                  height={thickness}
                  rx={thickness / 2}
                />
              )}
              {share !== undefined && share > end && <Cut x={x(end)} y={top} height={thickness} />}
              <text
                className={styles['value']}
                data-empty={share === undefined}
                x={width}
                y={middle}
                dy="0.35em"
                textAnchor="end"
              >
                {share === undefined ? '–' : shareText}
              </text>
            </g>
          );
        })}
        {spans.map(({ from, to }) => (
          <Line key={from} className={styles['rankLine'] ?? ''} from={{ x: x(1), y: from }} to={{ x: x(1), y: to }} />
        ))}
      </svg>
    </div>
  );
}
