import { defineAction, Tool, type SelfTestReport } from 'plexi-plugin/sdk';
import { countWords } from './count-words.ts';

/** Two actions: the host checks their parameters before they run. */
export default class MyPlugin extends Tool {
  override readonly actions = {
    count_words: defineAction({
      description: 'Counts the words and the characters of a text.',
      parameters: { type: 'object', properties: { text: { type: 'string', maxLength: 100_000 } }, required: ['text'], additionalProperties: false },
      run: ({ text }) => countWords(text),
    }),
    roll_dice: defineAction({
      description: 'Rolls dice, and adds them up.',
      parameters: {
        type: 'object',
        properties: {
          dice: { type: 'integer', minimum: 1, default: 1, description: 'How many dice.' },
          sides: { type: 'integer', minimum: 2, maximum: 1000, default: 6, description: 'How many sides each of them has.' },
        },
        additionalProperties: false,
      },
      run: async ({ dice, sides }) => {
        const most = await this.config.get('most_dice');
        if (dice > most) throw new RangeError(`there are only ${most} dice`);
        const rolls = Array.from({ length: dice }, () => 1 + Math.floor(Math.random() * sides));
        return { rolls, sum: rolls.reduce((sum, roll) => sum + roll, 0) };
      },
    }),
  };

  override selfTest(): SelfTestReport {
    return { passed: countWords('one two').words === 2 };
  }
}
