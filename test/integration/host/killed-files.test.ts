import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { createFolderFiles } from '../../../src/host/services/folder-files.ts';
import { createFilesOptions, listAll, readFile } from '../../helpers/files-contract.ts';
import { chooseMoments, countCalls, forEachMoment, killAtCall } from '../../helpers/kill-runs.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

const host = pathToFileURL(join(import.meta.dirname, '..', '..', '..', 'dist', 'host', 'index.js')).href;

// Says on stderr what it was answered.
const PROGRAM = `
import { createFolderFiles, createSystemClock } from ${JSON.stringify(host)};

const channels = { get: async (id) => ({ id, name: id }) };
const files = createFolderFiles({ directory: process.argv[2], clock: createSystemClock(), channels });
const pieces = async function* (text) { for (let part = 0; part < 4; part++) yield Buffer.from(text.repeat(50_000)); };
const upload = async (name) => {
  const { id } = await files.upload({ channelId: 'general', name, mediaType: 'text/plain' }, pieces(name), 'ada');
  console.error('uploaded', name);
  return id;
};

const [a] = await Promise.all(['a', 'b', 'c'].map(upload));
await files.replace(a, pieces('A'), 'ada');
console.error('replaced a');
await files.delete(a, 'ada');
console.error('deleted a');
await upload('d');
`;

const whole = (letter: string): string => letter.repeat(200_000);

test('a host that is killed at 50 random moments has every file that it answered, and half of none', async () => {
  const folder = await createFolder({ 'main.mjs': PROGRAM });
  const options = { script: join(folder, 'main.mjs'), cwd: folder, env: {} };
  const moments = chooseMoments(await countCalls([join(folder, 'whole')], options));
  let killed = 0;
  await forEachMoment(moments, async (moment) => {
    const directory = join(folder, `killed-${moment}-${Math.random()}`);
    const run = await killAtCall([directory], moment, options);
    if (run.killed) killed++;
    const files = createFolderFiles({ ...createFilesOptions(), directory });
    const found = await listAll(files);
    const texts = new Map(await Promise.all(found.map(async ({ id, name }) => [name, await readFile(files, id)] as const)));
    for (const [name, text] of texts) expect(text === whole(name) || (name === 'a' && text === whole('A')), `${name} is whole`).toBe(true);
    for (const [, name = ''] of run.stderr.matchAll(/^uploaded ([b-d])$/gm)) expect(texts.has(name), `${name} is there`).toBe(true);
    if (run.stderr.includes('uploaded a') && !run.stderr.includes('replaced a')) expect(texts.has('a')).toBe(true);
    if (run.stderr.includes('replaced a') && texts.has('a')) expect(texts.get('a') === whole('A')).toBe(true);
    if (run.stderr.includes('deleted a')) expect(texts.has('a')).toBe(false);
    const contents = await readdir(join(directory, 'contents')).catch(() => []);
    expect(contents).toHaveLength(found.length);
  });
  expect(killed).toBeGreaterThan(moments.length / 2);
}, 120_000);
