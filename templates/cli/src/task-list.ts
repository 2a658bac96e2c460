import type { Storage } from 'plexi-plugin/sdk';

/** Something to do. */
export interface Task {
  readonly number: number;
  readonly text: string;
  readonly isDone: boolean;
}

const KEY = 'tasks';

/** Keeps tasks in the plugin's storage. */
export class TaskList {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  async read(): Promise<readonly Task[]> {
    return (await this.#storage.get<readonly Task[]>(KEY)) ?? [];
  }

  /** Adds a task; `undefined` when the list is full. */
  async add(text: string, most: number): Promise<Task | undefined> {
    let added: Task | undefined;
    await this.#storage.update<readonly Task[]>(KEY, (tasks = []) => {
      added = tasks.length < most ? { number: tasks.length + 1, text, isDone: false } : undefined;
      return added === undefined ? tasks : [...tasks, added];
    });
    return added;
  }

  /** Marks a task as done; `undefined` when there is no such task. */
  async finish(number: number): Promise<Task | undefined> {
    const tasks = await this.#storage.update<readonly Task[]>(KEY, (before = []) =>
      before.map((task) => (task.number === number ? { ...task, isDone: true } : task)),
    );
    return tasks.find((task) => task.number === number);
  }

  async clear(): Promise<void> {
    await this.#storage.delete(KEY);
  }
}

/** One line about a task. */
export function renderTask({ number, text, isDone }: Task): string {
  return `${number}. [${isDone ? 'x' : ' '}] ${text}`;
}
