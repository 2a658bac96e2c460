'use client';

import { useState } from 'react';
import { callAction, usePluginContext, type UiProps } from 'plexi-plugin/ui';
import type { Tasks } from './task.ts';
import './task-list.css';

/** The whole application. It runs in the browser, apart from the page around it. */
export function TaskList({ context: { tasks } }: UiProps<Tasks>) {
  const { refresh } = usePluginContext<Tasks>();
  const [text, setText] = useState('');

  async function act(action: string, data?: string | number): Promise<void> {
    await callAction(action, data);
    await refresh();
  }

  return (
    <main>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void act('add', text).then(() => setText(''));
        }}
      >
        <input aria-label="What is to be done" value={text} maxLength={200} onChange={(event) => setText(event.currentTarget.value)} />
        <button type="submit" disabled={text.trim() === ''}>Add</button>
      </form>
      <ul>
        {tasks.map((task, index) => (
          <li key={index}>
            <label>
              <input type="checkbox" checked={task.isDone} onChange={() => void act('toggle', index)} /> {task.text}
            </label>
          </li>
        ))}
      </ul>
      {tasks.some(({ isDone }) => isDone) && <button type="button" onClick={() => void act('clear')}>Remove what is done</button>}
    </main>
  );
}
