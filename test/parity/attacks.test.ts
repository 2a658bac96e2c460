import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NODE_VERSIONS } from '../helpers/find-node.ts';
import { MODES } from '../hostile/sandbox/modes.ts';
import { PAYLOAD_CLASSES } from '../hostile/sandbox/payloads/all.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'attacks.md'), 'utf8');
const columns = Object.keys(MODES).flatMap((mode) => NODE_VERSIONS.map((major) => `${mode}, ${major}`));

test('docs/attacks.md has a column for every way of running plugins under every Node.js', () => {
  expect(page).toContain(`| ${['attacks', ...columns].join(' | ')} |`);
});

for (const { name, payloads } of PAYLOAD_CLASSES) {
  test(`docs/attacks.md says that all of "${name}" came to nothing, everywhere`, () => {
    expect(page).toContain(`| ${[name, ...columns.map(() => `${payloads.length} of ${payloads.length}`)].join(' | ')} |`);
  });
}

test('no two attacks of a kind have one name', () => {
  for (const { payloads } of PAYLOAD_CLASSES) expect(new Set(payloads.map(({ name }) => name)).size).toBe(payloads.length);
});
