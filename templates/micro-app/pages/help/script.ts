import { getContext } from 'plexi-plugin/ui';
import type { Tasks } from '../../src/task.ts';

// A page needs no React: it asks for the same context as the application does.
async function showCount(): Promise<void> {
  const { tasks } = await getContext<Tasks>();
  const count = document.getElementById('count');
  if (count !== null) count.textContent = `There are ${tasks.filter(({ isDone }) => !isDone).length} things to do on yours.`;
}

void showCount();
