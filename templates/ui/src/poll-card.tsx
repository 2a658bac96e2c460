'use client';

import { useState } from 'react';
import { callAction, usePluginContext, type UiProps } from 'plexi-plugin/ui';
import type { Poll } from './poll.ts';
import './poll-card.css';

/** The question, and a button for each answer. It runs in the browser, apart from the page around it. */
export function PollCard({ context: poll }: UiProps<Poll>) {
  const { refresh } = usePluginContext<Poll>();
  const [failure, setFailure] = useState('');
  const total = poll.answers.reduce((sum, { votes }) => sum + votes, 0);

  async function vote(answer: string): Promise<void> {
    try {
      await callAction('vote', answer);
      await refresh();
      setFailure('');
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <section className="poll">
      <h2>{poll.question}</h2>
      {poll.answers.map(({ text, votes }) => (
        <button key={text} type="button" aria-pressed={text === poll.own} onClick={() => void vote(text)}>
          <span className="bar" style={{ width: `${total === 0 ? 0 : (100 * votes) / total}%` }} />
          <span>{text}</span>
          <b>{votes}</b>
        </button>
      ))}
      {failure !== '' && <p role="alert">{failure}</p>}
    </section>
  );
}
