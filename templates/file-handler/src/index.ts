import { FileHandler, type FileEvent, type SelfTestReport } from 'plexi-plugin/sdk';
import { summarizeText } from './summarize-text.ts';

/** Says how long a shared text file is, and takes that back when the file is deleted. */
export default class MyPlugin extends FileHandler {
  override async onFileUploaded({ file }: FileEvent): Promise<void> {
    const largest = (await this.config.get('largest')) * 1024;
    if (!file.mediaType.startsWith('text/') || file.size > largest) return;
    const summary = summarizeText(await this.files.text(file.id));
    const { id } = await this.messages.send({ channelId: file.channelId, content: `📄 ${file.name}: ${summary}` });
    await this.storage.set(file.id, id);
  }

  override async onFileDeleted({ file }: FileEvent): Promise<void> {
    const messageId = await this.storage.get<string>(file.id);
    if (messageId === undefined) return;
    await this.storage.delete(file.id);
    await this.messages.delete(messageId);
  }

  override selfTest(): SelfTestReport {
    return { passed: summarizeText('one two\n') === '1 line, 2 words' };
  }
}
