import { CliPlugin, defineCliCommand, type SelfTestReport } from 'plexi-plugin/sdk';
import { TaskList, renderTask } from './task-list.ts';

/** Keeps a list of tasks: one command for each thing that can be done with it. */
export default class MyPlugin extends CliPlugin {
  readonly #tasks = new TaskList(this.storage);

  override readonly commands = {
    'task add': defineCliCommand({
      category: 'tasks',
      summary: 'Put a task on the list.',
      args: { text: { summary: 'What is to be done.', required: true } },
      examples: ['task add "water the plants"'],
      versionAdded: '0.1.0',
      run: async ({ args, print, printError }) => {
        const most = await this.config.get('most');
        const added = await this.#tasks.add(args.text, most);
        if (added !== undefined) return void (await print(renderTask(added)));
        await printError(`The list is full: it may hold ${most} tasks.`);
        return 1;
      },
    }),
    'task list': defineCliCommand({
      category: 'tasks',
      summary: 'Show the list.',
      flags: { open: { type: 'boolean', short: 'o', summary: 'Only what is still to be done.' } },
      versionAdded: '0.1.0',
      run: async ({ flags, print }) => {
        const tasks = await this.#tasks.read();
        for (const task of tasks.filter(({ isDone }) => !flags.open || !isDone)) await print(renderTask(task));
        await print(tasks.length === 0 ? 'There is nothing to do.' : `${tasks.filter(({ isDone }) => !isDone).length} of ${tasks.length} to do`);
      },
    }),
    'task done': defineCliCommand({
      category: 'tasks',
      summary: 'Mark a task as done.',
      args: { number: { type: 'integer', minimum: 1, summary: 'The number that the list shows.', required: true } },
      versionAdded: '0.1.0',
      run: async ({ args, print, printError }) => {
        const task = await this.#tasks.finish(args.number);
        if (task !== undefined) return void (await print(renderTask(task)));
        await printError(`There is no task ${args.number}.`);
        return 1;
      },
    }),
    'task clear': defineCliCommand({
      category: 'tasks',
      summary: 'Remove every task.',
      dangerous: true,
      versionAdded: '0.1.0',
      run: async ({ print }) => {
        await this.#tasks.clear();
        await print('The list is empty.');
      },
    }),
  };

  override selfTest(): SelfTestReport {
    const count = Object.keys(this.commands).length;
    return { passed: count > 0, message: `${count} commands` };
  }
}
