import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildArchive, gzip } from '../../helpers/archive-builder.ts';
import { createBench, type Bench } from '../../helpers/archive-fixture.ts';
import { CORPORA, hasCorpus } from '../../helpers/corpora.ts';

const folder = join(CORPORA, 'tar');
const names = hasCorpus('tar') ? readdirSync(folder) : [];

let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
});

afterAll(() => bench.close());

describe.skipIf(names.length === 0)('unusual tar files of other projects', () => {
  test.each(names)('%s is no archive', async (name) => {
    const attempt = await bench.attempt(readFileSync(join(folder, name)));
    expect(attempt).toMatchObject({ state: 'malformed', codes: ['PLX2030'], exitCode: 13, written: [], unpacked: false });
  });

  test.each(names)('%s is refused as a layer that is signed with a trusted key', async (name) => {
    const archive = buildArchive(bench.key, { assets: { gzip: () => gzip(readFileSync(join(folder, name))) } });
    expect(await bench.attempt(archive)).toMatchObject({ state: 'malformed', codes: ['PLX2035'], exitCode: 13, written: [], unpacked: false });
  });
});
