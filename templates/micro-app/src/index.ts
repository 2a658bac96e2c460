import { MicroApp, type JsonValue, type UiRequest } from 'plexi-plugin/sdk';
import { TaskList } from './task-list.tsx';
import type { Task, Tasks } from './task.ts';

const LONGEST_TEXT = 200;
const MOST_TASKS = 100;

/** A list of things to do, one for everybody. */
export default class MyPlugin extends MicroApp {
  override getComponent() {
    return TaskList;
  }

  override getTitle() {
    return 'Things to do';
  }

  override async getContext(request: UiRequest): Promise<Tasks> {
    return { tasks: await this.#read(request) };
  }

  override async handleAction(action: string, data: JsonValue, request: UiRequest): Promise<Tasks> {
    const tasks = change(await this.#read(request), action, data);
    await this.storage.set(keyOf(request), tasks);
    return { tasks };
  }

  async #read(request: UiRequest): Promise<readonly Task[]> {
    return (await this.storage.get<readonly Task[]>(keyOf(request))) ?? [];
  }
}

function keyOf({ user }: UiRequest): string {
  return `tasks:${user?.id ?? ''}`;
}

// What comes from a browser may be anything.
function change(tasks: readonly Task[], action: string, data: JsonValue): readonly Task[] {
  if (action === 'add' && typeof data === 'string' && data.trim() !== '' && data.length <= LONGEST_TEXT && tasks.length < MOST_TASKS) {
    return [...tasks, { text: data.trim(), isDone: false }];
  }
  if (action === 'toggle' && typeof data === 'number' && tasks[data] !== undefined) {
    return tasks.map((task, index) => (index === data ? { ...task, isDone: !task.isDone } : task));
  }
  if (action === 'clear') return tasks.filter(({ isDone }) => !isDone);
  throw new Error(`"${action}" cannot be done with that`);
}
