import { expect, test } from 'vitest';
import { createContributedList, defineContributionType } from '../../../../src/host/extension-points/contribution.ts';
import { fakeExtensions } from './fake-extensions.ts';

test('a list that is asked for again reads what is new, and nothing twice', () => {
  const read: unknown[] = [];
  const type = defineContributionType({ type: 'note', options: (value) => read.push(value) });
  const plugins = { ada: { contributions: { note: { first: { text: 'a' }, second: { text: 'b' } }, other: { third: {} } } } };
  const before = fakeExtensions(plugins);
  const after = fakeExtensions({ bob: { contributions: { note: { fourth: { text: 'c' } } } } });
  let extensions = before;
  const list = createContributedList({ ...before, list: (query) => extensions.list(query) }, type);
  expect(list().map(({ name, options }) => [name, options])).toEqual([['first', 1], ['second', 2]]);
  expect(list()).toEqual(list());
  extensions = after;
  expect(list().map(({ name, options }) => [name, options])).toEqual([['fourth', 3]]);
  expect(read).toEqual([{ text: 'a' }, { text: 'b' }, { text: 'c' }]);
});
