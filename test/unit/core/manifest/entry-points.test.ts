import { describe, expect, test } from 'vitest';
import { listEntryPoints } from '../../../../src/core/manifest/entry-points.ts';

describe('listEntryPoints', () => {
  test('finds none where the manifest names none', () => {
    expect(listEntryPoints({ type: 'theme' })).toEqual([]);
  });

  test('gives entry_point the kind of the plugin', () => {
    expect(listEntryPoints({ type: 'message-processor', entry_point: 'src/index.ts' })).toEqual([
      { entry: 'src/index.ts', kind: 'message-processor', pointer: '/entry_point' },
    ]);
  });

  test('takes the kind of entry_points from their group', () => {
    expect(listEntryPoints({ entry_points: { message_handlers: ['src/a.ts:A', 'src/a.ts:B'], tools: ['src/t.ts'] } })).toEqual([
      { entry: 'src/a.ts:A', kind: 'message-processor', pointer: '/entry_points/message_handlers/0' },
      { entry: 'src/a.ts:B', kind: 'message-processor', pointer: '/entry_points/message_handlers/1' },
      { entry: 'src/t.ts', kind: 'tool', pointer: '/entry_points/tools/0' },
    ]);
  });

  test('leaves to entry_point the kind that has no group', () => {
    const manifest = { type: ['tool', 'message-processor'], entry_point: 'src/index.ts', entry_points: { tools: ['src/t.ts'] } } as const;
    expect(listEntryPoints(manifest).map(({ kind }) => kind)).toEqual(['message-processor', 'tool']);
  });
});
