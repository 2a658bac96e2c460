import { createTestHost, describe, expect, test, type TestHost } from 'plexi-plugin/testing';

const RATE = 8_000;

/** A tenth of a second of a tone of 200 Hz. */
function createTone(timestamp: number) {
  const samples = Int16Array.from({ length: RATE / 10 }, (_, at) => Math.round(10_000 * Math.sin((2 * Math.PI * 200 * at) / RATE)));
  return { timestamp, sampleRate: RATE, channels: 1, samples };
}

const SILENCE = { sampleRate: RATE, channels: 1, samples: new Int16Array(RATE / 10) };

async function speak(host: TestHost, userId = 'ada'): Promise<readonly number[]> {
  const stream = host.media.audio({ streamId: `voice of ${userId}`, userId });
  return [...(await stream.process(createTone(0))).samples];
}

const loudest = (samples: readonly number[]): number => Math.max(...samples.map(Math.abs));
const plain = [...createTone(0).samples];

describe('the command', () => {
  test('changes the voice of whoever writes it, and of nobody else', async () => {
    const host = await createTestHost();
    expect(await speak(host)).toEqual(plain);
    await host.user('ada').says('!voice robot');
    expect(await speak(host)).not.toEqual(plain);
    expect(await speak(host, 'bob')).toEqual(plain);
    await host.user('ada').says('!voice off');
    expect(await speak(host)).toEqual(plain);
  });

  test('is remembered over a restart', async () => {
    const host = await createTestHost();
    await host.user('ada').says('!voice robot');
    await host.reload();
    expect(await speak(host)).not.toEqual(plain);
  });
});

describe('the setting', () => {
  test('is for those who have chosen nothing, from the next frame on', async () => {
    const host = await createTestHost();
    await host.user('bob').says('!voice off');
    await host.config.update({ effect: 'radio' });
    expect(loudest(await speak(host))).toBeLessThanOrEqual(9_000);
    expect(await speak(host, 'bob')).toEqual(plain);
  });
});

test('an echo comes after a quarter of a second, and each time more quietly', async () => {
  const host = await createTestHost({ config: { effect: 'echo' } });
  const stream = host.media.audio();
  await stream.process(createTone(0));
  const loudness: number[] = [];
  for (let timestamp = 100; timestamp < 900; timestamp += 100) loudness.push(loudest([...(await stream.process({ ...SILENCE, timestamp })).samples]));
  expect(loudness[0]).toBe(0);
  expect(loudness[1]).toBe(5_000);
  expect(loudness.at(-1)).toBeLessThan(2_500);
  expect(stream.counts).toMatchObject({ processed: 9, late: 0 });
});
