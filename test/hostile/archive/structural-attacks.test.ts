import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildArchive } from '../../helpers/archive-builder.ts';
import { createBench, type Bench } from '../../helpers/archive-fixture.ts';
import type { Attack } from './attacks/attack.ts';
import { CONTAINER_ATTACKS } from './attacks/container.ts';
import { DOCUMENT_ATTACKS } from './attacks/documents.ts';
import { FILE_LIST_ATTACKS } from './attacks/file-lists.ts';
import { LAYER_ATTACKS } from './attacks/layers.ts';
import { moveSignature, SIGNATURE_ATTACKS } from './attacks/signatures.ts';

// Attacks that change nothing but who is trusted leave a sound archive: the others write nothing.
const SOUND: ReadonlySet<string> = new Set(['PLX3001', 'PLX3002', 'PLX3003']);

const STATES: readonly (readonly [RegExp, string, number])[] = [
  [/^PLX203\d$/, 'malformed', 13],
  [/^PLX(?:2040|3003)$/, 'tampered', 12],
  [/^PLX3001$/, 'unsigned', 10],
  [/^PLX3002$/, 'untrusted', 11],
];

let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
});

afterAll(() => bench.close());

test('the builder’s own archive is trusted, and unpacks', async () => {
  expect(await bench.attempt(buildArchive(bench.key))).toEqual({ state: 'trusted', codes: [], exitCode: 0, written: ['plugin'], unpacked: true });
});

const GROUPS: readonly (readonly [string, readonly Attack[]])[] = [
  ['the tar that is the file', CONTAINER_ATTACKS],
  ['its JSON documents', DOCUMENT_ATTACKS],
  ['its list of files', FILE_LIST_ATTACKS],
  ['its layers', LAYER_ATTACKS],
  ['its signature', SIGNATURE_ATTACKS],
];

describe.each(GROUPS)('an archive, signed with a trusted key, attacks with %s', (_, attacks) => {
  test.each(attacks)('it %s: refused with %s', async (_title, code, edits) => {
    const { codes, state, exitCode, written, unpacked } = await bench.attempt(buildArchive(bench.key, edits));
    expect(codes).toEqual([code]);
    const [, expectedState, expectedExit] = STATES.find(([pattern]) => pattern.test(code)) ?? [];
    expect({ state, exitCode }).toEqual({ state: expectedState, exitCode: expectedExit });
    if (!SOUND.has(code)) expect({ written, unpacked }).toEqual({ written: [], unpacked: false });
  });
});

test('a signature of another release of the same key does not hold', async () => {
  const { state, codes } = await bench.attempt(moveSignature(bench.key));
  expect({ state, codes }).toEqual({ state: 'tampered', codes: ['PLX3003'] });
});
