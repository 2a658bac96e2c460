import { isDeepStrictEqual } from 'node:util';
import { createDeferred } from '../../../src/sandbox/deferred.ts';
import { DEFAULT_LIMITS } from '../../../src/core/limits/plugin-limits.ts';
import type { SandboxOptions } from '../../../src/sandbox/engine.ts';
import { createFrameReader, encodeFrame, type Frame } from '../../../src/sandbox/process/frames.ts';
import { GuestProcess } from '../../../src/sandbox/process/guest-process.ts';
import type { Child } from '../../../src/sandbox/process/spawn-child.ts';
import { QuickJsSandbox } from '../../../src/sandbox/quickjs-sandbox.ts';
import { createGuestSettings } from '../../../src/sandbox/worker/settings.ts';
import type { Choices } from '../choices.ts';
import { createJson } from '../hostile-json.ts';
import { demand } from '../target.ts';
import { createMessage, type Known } from './worker-messages.ts';

const LIMITS = { ...DEFAULT_LIMITS, messageBytes: 4_000, attachmentBytes: 1_000 };
const ENTRIES = JSON.stringify([{ entry: 'src/index.ts', kind: 'message-processor', hooks: ['onLoad'], contributions: [] }]);
const KNOWN: Known = { isLoaded: false, begun: 1, open: new Set(), limits: LIMITS };
const OPTIONS: SandboxOptions = { plugin: 'weather', code: '', limits: LIMITS, allowedMethods: new Set(), call: () => Promise.resolve(null), log: () => undefined };
const GUESTS = 2;
const LONGEST = 2_000_000;

/** A process that was taken over sends what it likes, cut where it likes: the host reads it, or ends the process. */
export async function attackFrames(choices: Choices): Promise<void> {
  const traffic = Buffer.concat(choices.list(6, () => createFrame(choices)));
  const bytes = choices.once(3) ? traffic : spoil(choices, traffic);
  const chunks = cut(choices, bytes);
  demand(isDeepStrictEqual(readFrames([bytes]), readFrames(chunks)), 'where bytes are cut changes what is read');
  await sendToHost(chunks);
}

/** What is read, until there is something that is no frame. */
function readFrames(chunks: readonly Buffer[]): { readonly frames: readonly Frame[]; readonly refused: string | undefined } {
  const frames: Frame[] = [];
  const read = createFrameReader(() => LONGEST, (frame) => frames.push(frame));
  return { frames, refused: findRefusal(() => { chunks.forEach(read); }) };
}

function findRefusal(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

async function sendToHost(chunks: readonly Buffer[]): Promise<void> {
  const ended = createDeferred<string>();
  let read: (chunk: Buffer) => void = () => undefined;
  let killedFor: string | undefined;
  const kill = (reason: string): void => {
    killedFor ??= reason;
    ended.resolve(reason);
  };
  const child: Child = { send: () => undefined, kill, hold: () => undefined, ended: ended.promise };
  const process = new GuestProcess({
    spawn({ longest, onFrame }) {
      read = createFrameReader(longest, onFrame);
      return child;
    },
    content: { worker: '', names: [], binaries: [] },
    every: () => () => undefined,
    onEnd: () => undefined,
  });
  process.ready.catch(() => undefined);
  const sandboxes = Array.from({ length: GUESTS }, () => new QuickJsSandbox(process.start(createGuestSettings(OPTIONS)), OPTIONS));
  for (const { started } of sandboxes) started.catch(() => undefined);
  for (const chunk of chunks) {
    if (killedFor !== undefined) break;
    const refusal = findRefusal(() => { read(chunk); });
    if (refusal !== undefined) kill(refusal);
  }
  kill('it is over');
  for (const sandbox of sandboxes) await sandbox.gone;
}

function createFrame(choices: Choices): Buffer {
  const thread = choices.once(12) ? choices.pick<unknown>([0, -1, GUESTS + 1, '1', null, 1.5, {}]) : 1 + choices.below(GUESTS);
  switch (choices.below(8)) {
    case 0:
      return encodeFrame(choices.pick([['ready'], ['pong'], ['ended', thread]]));
    case 1:
      return encodeFrame(choices.pick<unknown>([null, [], ['exec'], ['constructor', 1], ['batch', thread], ['batch', thread, 'text'], { 0: 'pong' }, ['ended']]));
    case 2:
      return encodeText(createJson(choices), choices.list(2, () => new Uint8Array(choices.below(40))));
    default:
      return createBatch(choices, thread);
  }
}

function createBatch(choices: Choices, thread: unknown): Buffer {
  const parts: Uint8Array[] = [];
  const messages = choices.list(4, () => {
    const { message } = createMessage(choices, KNOWN, ENTRIES);
    if (!Array.isArray(message)) return message;
    return (message as readonly unknown[]).map((field) => {
      if (typeof field === 'bigint') return 1;
      const { places, bytes } = (typeof field === 'object' && field !== null ? field : {}) as { readonly places?: unknown; readonly bytes?: unknown };
      if (!(bytes instanceof ArrayBuffer)) return field;
      parts.push(new Uint8Array(bytes));
      return { places };
    });
  });
  if (choices.once(20)) parts.pop();
  if (choices.once(20)) parts.push(new Uint8Array(choices.below(9)));
  return encodeFrame(['batch', thread, messages.map((message) => (typeof message === 'bigint' ? 1 : message))], parts);
}

/** A frame whose JSON is a text that need not be any. */
function encodeText(text: string, parts: readonly Uint8Array[]): Buffer {
  const json = Buffer.from(text);
  const words = [json.length, parts.length, ...parts.map(({ length }) => length)];
  const length = 4 * words.length + json.length + parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([...[length, ...words].map(encodeWord), json, ...parts]);
}

function encodeWord(word: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(word);
  return bytes;
}

/** Changes some bytes, most of all those that say how long something is. */
function spoil(choices: Choices, traffic: Buffer): Buffer {
  const bytes = Buffer.from(traffic);
  for (let times = 1 + choices.below(3); times > 0 && bytes.length > 0; times--) {
    const at = choices.below(bytes.length);
    switch (choices.below(5)) {
      case 0:
        bytes[at] = choices.below(256);
        break;
      case 1:
        if (bytes.length >= 4) bytes.writeUInt32LE(choices.pick([0, 1, 4, 7, 8, 255, 65_536, 2 ** 31, 2 ** 32 - 1]), Math.min(bytes.length - 4, choices.once(2) ? 4 * choices.below(4) : at));
        break;
      case 2:
        return bytes.subarray(0, at);
      case 3:
        return Buffer.concat([bytes.subarray(0, at), bytes]);
      default:
        return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + choices.below(12)))]);
    }
  }
  return bytes;
}

function cut(choices: Choices, bytes: Buffer): readonly Buffer[] {
  const chunks: Buffer[] = [];
  const step = choices.pick([1, 3, 17, 400, 70_000]);
  for (let at = 0; at < bytes.length; ) {
    // One byte at a time is for what is short.
    const length = bytes.length > 4_000 && step < 17 ? 4_000 : 1 + choices.below(step);
    chunks.push(bytes.subarray(at, at + length));
    at += length;
  }
  return chunks;
}
