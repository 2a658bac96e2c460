import { SecurityPlugin, type CheckedMessage, type Verdict } from 'plexi-plugin/sdk';

/** Refuses messages that contain one of the words in the settings. */
export default class MyPlugin extends SecurityPlugin {
  override async checkMessage({ content }: CheckedMessage): Promise<Verdict> {
    const refused = new Set((await this.config.get('words')).map((word) => word.toLowerCase()));
    const found = content.toLowerCase().split(/[^\p{L}\p{N}]+/u).find((word) => refused.has(word));
    return found === undefined ? { allow: true } : { allow: false, reason: `The word "${found}" is not welcome here.` };
  }
}
