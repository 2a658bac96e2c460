import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

describe('statistics-csv', () => {
  test('writes the counts, day by day', async () => {
    const host = await createTestHost({ now: '2026-03-28T12:00:00Z' });
    for (const authorId of ['bob', 'ada', '=1+1', 'Ada, the "Countess"', 'ada']) await host.receive({ authorId, content: 'hello' });
    await host.clock.advance('1d');
    await host.receive({ authorId: 'ada', content: 'hello again' });
    const { fileName, mediaType, bytes } = await host.exporters.export({ format: 'statistics-csv', data: null, name: 'march' });
    expect([fileName, mediaType]).toEqual(['march.csv', 'text/csv; charset=utf-8']);
    expect(String.fromCharCode(...bytes).split('\r\n')).toEqual([
      'day,person,messages',
      "2026-03-28,'=1+1,1",
      '2026-03-28,"Ada, the ""Countess""",1',
      '2026-03-28,ada,2',
      '2026-03-28,bob,1',
      '2026-03-29,ada,1',
      '',
    ]);
    // The first database of a process takes a moment to start.
  }, 30_000);

  test('leaves out what is older than somebody wants', async () => {
    const host = await createTestHost();
    await host.receive({ authorId: 'ada', content: 'hello' });
    await host.clock.advance('2d');
    const { bytes } = await host.exporters.export({ format: 'statistics-csv', data: null, settings: { days: 2 } });
    expect(String.fromCharCode(...bytes)).toBe('day,person,messages\r\n');
  });
});
