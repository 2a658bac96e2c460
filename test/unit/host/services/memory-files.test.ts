import { describe, expect, test } from 'vitest';
import { createMemoryFiles } from '../../../../src/host/services/memory-files.ts';
import { content, createFilesOptions, POEM, testFiles } from '../../../helpers/files-contract.ts';

describe('createMemoryFiles', () => {
  testFiles((options) => Promise.resolve(createMemoryFiles(options)));

  test('gives the same ids in every run, and lets tests look into files without anybody hearing of it', async () => {
    const files = createMemoryFiles(createFilesOptions());
    const events: string[] = [];
    files.listen(({ id }) => void events.push(id));
    const file = await files.upload(POEM, content('Roses'), 'ada');
    expect(file.id).toBe('file-1');
    expect(Buffer.from(files.look('file-1') ?? []).toString()).toBe('Roses');
    expect(files.all).toEqual([file]);
    expect(events).toEqual(['file-event-1']);
  });
});
