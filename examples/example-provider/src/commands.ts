import { CliPlugin, defineCliCommand, type CommandCall } from 'plexi-plugin/sdk';
import { Service } from './service.ts';

/** Lets whoever sets the plugin up see that the key works. */
export default class ExampleCommands extends CliPlugin {
  readonly #service = new Service(this.context);

  override readonly commands = {
    'example models': defineCliCommand({
      category: 'example',
      summary: 'List the models of the service.',
      adminOnly: true,
      run: ({ print, printError }) =>
        report(printError, async () => {
          for (const { id } of await this.#service.listModels()) await print(id);
        }),
    }),
    'example ask': defineCliCommand({
      category: 'example',
      summary: 'Ask a model, and print its answer line by line as it comes.',
      adminOnly: true,
      args: { question: { summary: 'What to ask.', required: true } },
      flags: { model: { type: 'string', short: 'm', default: 'example-small', summary: 'The model to ask.' } },
      examples: ['example ask "What is a plugin?"', 'example ask "What is a plugin?" --model example-large'],
      run: ({ args, flags, print, printError, signal }) =>
        report(printError, async () => {
          const answer = this.#service.chat([{ role: 'user', content: args.question }], flags.model, { stream: true, signal });
          let line = '';
          for await (const { content = '' } of answer) {
            const lines = (line + content).split('\n');
            // The last one goes on in the next piece.
            line = lines.pop() ?? '';
            for (const each of lines) await print(each);
          }
          if (line !== '') await print(line);
        }),
    }),
  };
}

async function report(printError: CommandCall['printError'], run: () => Promise<void>): Promise<number> {
  try {
    await run();
    return 0;
  } catch (error) {
    await printError(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
