import { PlexiError } from '../../../core/diagnostics/plexi-error.ts';
import { createFileEvent } from '../../file-event.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import type { UploadParts } from '../../test-files.ts';
import { defineChecks, type CodelessCheck } from '../define-checks.ts';

const BURST = 20;
const LARGE = 512 * 1024;
const HOOKS = ['onFileUploaded', 'onFileDownloaded', 'onFileDeleted'];

const PICTURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);
const NOISE = Uint8Array.from({ length: 300 }, (_, at) => (at * 37) % 256);

const ORDINARY: readonly UploadParts[] = [
  { name: 'report.txt', content: 'one two three\nfour\n' },
  { name: 'picture.png', content: PICTURE, mediaType: 'image/png' },
  { name: 'table.csv', content: 'city,degrees\nOslo,4\n', mediaType: 'text/csv' },
  { name: 'data.json', content: '{ "city": "Oslo", "days": [1, 2] }', mediaType: 'application/json' },
];

/** What a file handler must do with files. */
export const fileHandlerChecks = defineChecks('PLX4312', [
  {
    name: 'hears of files',
    proves: 'The plugin implements at least one of the hooks that bring files: without one it would never do anything.',
    async run({ start }) {
      const { plugin } = await start();
      return plugin.entries.some(({ hooks }) => HOOKS.some((hook) => hooks.includes(hook))) ? undefined : { reason: 'it implements no hook such as "onFileUploaded"' };
    },
  },
  {
    name: 'handles ordinary files',
    proves: 'Text, a table, JSON and a picture are uploaded, read by somebody and deleted, each without an error and within the limits of the sandbox.',
    needs: 'hears of files',
    async run({ start }) {
      const host = await start();
      for (const parts of ORDINARY) await live(host, parts);
      return undefined;
    },
  },
  trial('handles an empty file', 'Files of no bytes, of every type, end without an error.', ORDINARY.map((parts) => ({ ...parts, content: '' }))),
  trial('handles every name', 'Names without an extension, of other writings, with blanks and dots, very long, and words such as "constructor" are only names.', [
    ...['noextension', '.hidden', 'two..dots', 'a b  c.TXT', 'архив 👩‍👩‍👧.txt', '\u202Eexe.txt', '__proto__', 'constructor', '100%.txt', '$(x).txt'].map((name) => ({ name, content: 'text' })),
    { name: `${'x'.repeat(240)}.txt`, content: 'text' },
  ]),
  trial('handles files that are not what they say', 'A type says what somebody claims, and nobody has looked inside: text that is noise, JSON that is none, a picture that is text.', [
    { name: 'noise.txt', content: NOISE, mediaType: 'text/plain' },
    { name: 'noise.json', content: '{ "city": ', mediaType: 'application/json' },
    { name: 'noise.csv', content: '"', mediaType: 'text/csv' },
    { name: 'noise.png', content: 'text', mediaType: 'image/png' },
    { name: 'noise', content: NOISE, mediaType: 'x-unknown/type' },
    { name: 'null.json', content: 'null', mediaType: 'application/json' },
  ]),
  trial('handles a large file', `${String(LARGE / 1024)} KiB, of short lines and of one long line, are dealt with within the limits for time and memory, or left alone.`, [
    { name: 'lines.txt', content: 'one two three\n'.repeat(LARGE / 14) },
    { name: 'line.txt', content: 'x'.repeat(LARGE) },
    { name: 'bytes.bin', content: new Uint8Array(LARGE) },
  ]),
  {
    name: 'handles a file that is gone',
    proves: 'Somebody may delete a file before the plugin gets to it, and a plugin hears of files that it has never seen: it copes, or lets the host’s refusal pass.',
    needs: 'handles ordinary files',
    async run({ start }) {
      const host = await start();
      for (const type of ['file.uploaded', 'file.downloaded', 'file.deleted'] as const) {
        for (const parts of [{ name: 'gone.txt', size: 10 }, { name: 'gone.json', mediaType: 'application/json', size: 10 }, { name: 'gone.png', mediaType: 'image/png', size: 10 }]) {
          await sparingRefusals(host, () => host.files.deliver(createFileEvent({ type, ...parts })));
        }
      }
      return undefined;
    },
  },
  {
    name: 'handles the same file event twice',
    proves: 'After a crash a host delivers an event again, with the same id: the plugin stays calm.',
    needs: 'handles ordinary files',
    async run({ start }) {
      const host = await start();
      for (const parts of ORDINARY) {
        const file = await host.files.upload(parts);
        for (const type of ['file.uploaded', 'file.deleted'] as const) {
          const event = createFileEvent({ type, eventId: `again-${type}-${file.id}`, ...file });
          for (let round = 0; round < 2; round++) await sparingRefusals(host, () => host.files.deliver(event));
        }
      }
      return undefined;
    },
  },
  {
    name: 'keeps up with many files at once',
    proves: `${String(BURST)} files at the same moment, in several channels, are dealt with without an error and within the limits.`,
    needs: 'handles ordinary files',
    async run({ start }) {
      const host = await start();
      await Promise.all(Array.from({ length: BURST }, (_, at) => host.files.upload({ ...ORDINARY[at % ORDINARY.length], channelId: `channel-${String(at % 5)}` })));
      return undefined;
    },
  },
]);

function trial(name: string, proves: string, files: readonly UploadParts[]): CodelessCheck {
  return {
    name,
    proves,
    needs: 'handles ordinary files',
    async run({ start }) {
      const host = await start();
      for (const parts of files) await sparingRefusals(host, () => live(host, parts));
      return undefined;
    },
  };
}

async function live(host: LiveTestHost, parts: UploadParts): Promise<void> {
  const file = await host.files.upload(parts);
  await host.files.download(file);
  await host.files.delete(file);
}

// What the host refuses, for example to read a file that is gone, a hook may pass on: the host knows why.
async function sparingRefusals(host: LiveTestHost, work: () => Promise<unknown>): Promise<void> {
  host.takeFailures();
  try {
    await work();
  } catch (error) {
    const isPassedOn = error instanceof PlexiError && error.diagnostics.every(({ code }) => code === 'PLX4010') && host.takeFailures().every(({ failure: { name } }) => name === 'HostError' || name === 'PermissionError');
    if (!isPassedOn) throw error;
  }
}
