'use client';

import type { UiProps } from 'plexi-plugin/ui';
import type { Day } from './activity.ts';
import './activity-chart.css';

/** A bar for each day. When the plugin refreshes its pages, it is rendered again with what is new. */
export function ActivityChart({ context: { days } }: UiProps<{ readonly days: readonly Day[] }>) {
  const most = Math.max(1, ...days.map(({ messages }) => messages));
  const all = days.reduce((sum, { messages }) => sum + messages, 0);
  return (
    <section className="activity">
      <h2>{all === 1 ? '1 message' : `${all} messages`} in {days.length === 1 ? 'one day' : `${days.length} days`}</h2>
      <ol>
        {days.map(({ day, messages }) => (
          <li key={day}>
            <span>{day.slice(5)}</span>
            <span className="bar" style={{ width: `${(100 * messages) / most}%` }} />
            <b>{messages}</b>
          </li>
        ))}
      </ol>
    </section>
  );
}
