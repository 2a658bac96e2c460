import { describe, expect, test } from 'plexi-plugin/testing';
import { parseCommand } from '../src/parse-command.ts';

describe('parseCommand', () => {
  const CASES = [
    ['!thanks @ada', { type: 'thank', person: 'ada' }],
    ['  !thanks ada for the review', { type: 'thank', person: 'ada' }],
    ['!thanks @ada!', { type: 'thank', person: 'ada' }],
    ['!thanks', { type: 'list' }],
    ['!thanks @', { type: 'list' }],
    ['!thanksgiving', undefined],
    [`!thanks ${'a'.repeat(65)}`, undefined],
    ['thanks @ada', undefined],
  ] as const;

  for (const [content, command] of CASES) {
    test(`"${content.slice(0, 40)}" means ${command?.type ?? 'nothing'}`, () => {
      expect(parseCommand(content, 'thanks')).toEqual(command);
    });
  }
});
