import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testPlugin, type TestRequest } from '../../../src/operations/test-plugin.ts';
import type { TestResult } from '../../../src/core/test-report/test-report.ts';
import { createPlatform } from '../../../src/platform/create-platform.ts';
import { createPlugin } from './create-plugin.ts';

const TEST = `import { createTestHost, expect, test } from 'plexi-plugin/testing';
test('is refused', async () => {
  const host = await createTestHost({ grants: ['messages.read'] });
  await host.receive('hello');
  await expect(host.receive('!weather')).rejects.toThrow();
  expect(host).toBeDeniedPermission('messages.write');
});
`;

async function runTests(directory: string, request: Partial<TestRequest>): Promise<readonly TestResult[]> {
  const report = await testPlugin({ directory, seed: '1', fuzz: '1', ...request }, createPlatform({ cwd: directory }));
  return report?.suites.flatMap(({ tests }) => tests) ?? [];
}

test('--html tells what happened in test files, transcripts and checks; nothing is written down without it', async () => {
  const directory = await createPlugin({ 'tests/a.test.ts': TEST, 'tests/b.chat': '== sunny\nada: !weather\nplugin: Sunny\n' });
  const tests = await runTests(directory, { html: 'reports/report.html' });
  expect(tests.filter(({ state }) => state === 'failed')).toEqual([]);
  const timelineOf = (name: string): unknown => tests.find((each) => each.name === name)?.timeline?.map(({ type, name: what, outcome, permission }) => [type, what, outcome, permission]);
  expect(timelineOf('is refused')).toEqual([
    ['event', 'onMessageReceived', 'done', undefined],
    ['event', 'onMessageReceived', 'failed', undefined],
    ['call', 'messages.send', 'refused', 'messages.write'],
  ]);
  expect(timelineOf('sunny')).toEqual([['event', 'onMessageReceived', 'done', undefined], ['call', 'messages.send', 'done', 'messages.write']]);
  expect(tests.find(({ name }) => name === 'keeps up with a burst')?.timeline?.length).toBeGreaterThan(49);
  const page = await readFile(join(directory, 'reports/report.html'), 'utf8');
  for (const { name } of tests) expect(page).toContain(`<span class="name">${name.replaceAll('"', '&quot;')}</span>`);
  expect((await runTests(directory, {})).every(({ timeline }) => timeline === undefined)).toBe(true);
});
