import { MessageProcessor, type MessageEvent, type SelfTestReport } from 'plexi-plugin/sdk';
import { parseCommand, type Command } from './parse-command.ts';
import { Scores } from './scores.ts';

/** Counts thanks: `!thanks @ada` adds one, `!thanks` lists the people who were thanked most. */
export default class MyPlugin extends MessageProcessor {
  readonly #scores = new Scores(this.storage);

  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const command = parseCommand(message.content, await this.config.get('command'));
    if (command === undefined) return;
    const answer = await this.#answer(command, message.authorId);
    await this.messages.reply(message, `${await this.config.get('emoji')} ${answer}`);
  }

  override async selfTest(): Promise<SelfTestReport> {
    const command = await this.config.get('command');
    const parsed = parseCommand(`!${command} @somebody`, command);
    return { passed: parsed?.type === 'thank', message: `listens to !${command}` };
  }

  async #answer(command: Command, author: string): Promise<string> {
    if (command.type === 'list') return this.#list();
    if (command.person === author) return 'Nobody can thank themselves, but well done!';
    const count = await this.#scores.add(command.person);
    this.logger.info('thanks counted', { person: command.person, count });
    return `@${command.person} has been thanked ${count === 1 ? 'once' : `${count} times`}.`;
  }

  async #list(): Promise<string> {
    const leaders = await this.#scores.leaders(await this.config.get('top'));
    if (leaders.length === 0) return `Nobody has been thanked yet. Be the first: !${await this.config.get('command')} @somebody`;
    return leaders.map(({ person, count }, index) => `${index + 1}. @${person}: ${count}`).join('\n');
  }
}
