import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildArchive } from '../../helpers/archive-builder.ts';
import { createBench, type Bench } from '../../helpers/archive-fixture.ts';
import { createRandom } from '../../helpers/random.ts';

// What a flipped byte may lead to. "untrusted" and "unsigned" are sound only because nothing trusts them.
const ANSWERS = { tampered: 12, malformed: 13, untrusted: 11, unsigned: 10 } as const;
const FLIPS = 2_000;

let bench: Bench;
let archive: Buffer;

beforeAll(async () => {
  bench = await createBench();
  archive = buildArchive(bench.key);
});

afterAll(() => bench.close());

async function expectRefusal(changed: Buffer, what: string): Promise<void> {
  const { state, exitCode, written, unpacked } = await bench.attempt(changed);
  expect(ANSWERS, what).toHaveProperty(state, exitCode);
  expect({ written, unpacked }, what).toEqual({ written: [], unpacked: false });
}

function flip(bytes: Buffer, at: number, mask: number): Buffer {
  const flipped = Buffer.from(bytes);
  flipped.writeUInt8(flipped.readUInt8(at) ^ mask, at);
  return flipped;
}

describe('an archive with one byte changed is never trusted, and never unpacked', () => {
  test(`${FLIPS} bytes at random`, async () => {
    const random = createRandom(20261120);
    for (let round = 0; round < FLIPS; round++) {
      const at = random(archive.length);
      const mask = 1 + random(255);
      await expectRefusal(flip(archive, at, mask), `byte ${at} xor ${mask}`);
    }
  });

  test('the first, the middle and the last byte of every block, and every byte of the first two members', async () => {
    const places = new Set(Array.from({ length: 2_600 }, (_, at) => at));
    for (let block = 0; block < archive.length; block += 512) for (const at of [block, block + 255, block + 511]) places.add(at);
    for (const at of places) await expectRefusal(flip(archive, at, 1), `byte ${at}`);
  });
});

describe('an archive that lost or gained bytes is never trusted, and never unpacked', () => {
  test('cut at every block and around it', async () => {
    for (let block = 0; block < archive.length; block += 512) {
      for (const length of [block, block + 1, block + 511]) await expectRefusal(archive.subarray(0, length), `${length} bytes`);
    }
  });

  test('a block taken out anywhere', async () => {
    for (let block = 0; block < archive.length; block += 512) {
      await expectRefusal(Buffer.concat([archive.subarray(0, block), archive.subarray(block + 512)]), `without block ${block}`);
    }
  });

  test('a block doubled anywhere', async () => {
    for (let block = 0; block < archive.length; block += 512) {
      await expectRefusal(Buffer.concat([archive.subarray(0, block + 512), archive.subarray(block)]), `block ${block} twice`);
    }
  });
});
