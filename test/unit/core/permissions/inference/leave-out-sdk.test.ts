import { expect, test } from 'vitest';
import { leaveOutSdk } from '../../../../../src/core/permissions/inference/leave-out-sdk.ts';
import { buildPlugin } from '../../../../helpers/build-plugin.ts';

test('the SDK is left out of a bundle, its names are kept, and nothing else moves', async () => {
  const author = "import { MessageProcessor } from 'plexi-plugin/sdk';\nexport default class Weather extends MessageProcessor {\n  onMessageReceived() { return fetch('https://api.example.com/'); }\n}\n";
  const { code } = await buildPlugin(author);
  const { code: rest, declared } = leaveOutSdk(code);
  const names = new Map(declared);
  expect(names.has('fetch')).toBe(true);
  expect(names.get('MessageProcessor')).toBe('Plugin');
  expect(rest).toHaveLength(code.length);
  expect(rest.trim().length).toBeGreaterThan(0);
  expect(rest.replaceAll(/\s+/g, ' ').length).toBeLessThan(code.length / 5);
  const [begin, end] = ['// plugin:src/index.ts', '// plexi-plugin:entry'].map((heading) => code.indexOf(heading));
  expect(rest.slice(begin, end)).toBe(code.slice(begin, end));
});

test('a bundle without headings is left as it is', () => {
  expect(leaveOutSdk('(() => {})();')).toEqual({ code: '(() => {})();', declared: [] });
});
