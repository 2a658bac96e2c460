import { isDeepStrictEqual } from 'node:util';
import type { BoundaryValue, Place } from '../../../sdk/runtime-interface.ts';
import { DEFAULT_LIMITS } from '../../../src/core/limits/plugin-limits.ts';
import { packValue, unpackValue, type Packed } from '../../../src/sandbox/attachments.ts';
import { pointAtLoop } from '../../../src/sandbox/find-loop.ts';
import { createParcel, unpack } from '../../../src/sandbox/guest/attachments.ts';
import { formatFailure, parseFailure } from '../../../src/sandbox/guest-failure.ts';
import { parseEntries } from '../../../src/sandbox/parse-entries.ts';
import { createStackMapper } from '../../../src/sandbox/source-stack.ts';
import { createIntlAnswerer } from '../../../src/sandbox/worker/answer-intl.ts';
import { createGate } from '../../../src/sandbox/worker/gate.ts';
import type { Choices } from '../choices.ts';
import { createHostValue } from '../host-values.ts';
import { createJson, createText } from '../hostile-json.ts';
import { demand } from '../target.ts';
import { toPlainValue } from './plain-value.ts';
import { createStack } from './worker-messages.ts';

const CODE = 'function go() {\n  label: for (;;) {\n  }\n}\n'.repeat(3);
const answerIntl = createIntlAnswerer();

/** All that reads hostile text or bytes, one by one. */
const READERS: readonly ((choices: Choices) => void)[] = [attackUnpackValue, attackEntries, attackFailure, attackStacks, attackIntl, attackGate, attackGuestReader, attackParcel];

/** Gives one reader something that it has to refuse, or read as what it is. */
export function attackReaders(choices: Choices): void {
  choices.pick(READERS)(choices);
}

function attackUnpackValue(choices: Choices): void {
  const layout = choices.once(3) ? createJson(choices) : JSON.stringify(choices.list(3, () => [choices.pick([0, 1, 2, -1, 1.5, 1e20, '1']), choices.pick([[], [0], ['a'], ['__proto__', 'x'], ['a', 0], 'a', null, ['length']])]));
  const read = unpackValue(createJson(choices), { places: layout, bytes: new ArrayBuffer(choices.below(5)) });
  if ('value' in read) demand(isSound(read.value), 'a value that was read has a key "__proto__", or shares its memory');
}

function isSound(value: BoundaryValue): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (value instanceof Uint8Array) return value.length === value.buffer.byteLength;
  return !Object.hasOwn(value, '__proto__') && Object.values(value).every((part: BoundaryValue) => isSound(part));
}

function attackEntries(choices: Choices): void {
  const entry = (): unknown => ({
    entry: choices.pick<unknown>(['a', '', 1, null, createText(choices)]),
    kind: choices.pick<unknown>(['tool', '', [], 'x'.repeat(301)]),
    hooks: choices.pick<unknown>([['a'], ['a', 1], 'a', { length: 1 }, [], ['__proto__']]),
    contributions: choices.pick<unknown>([[], [{ type: 'a', name: 'b', options: null }], [{ type: 'a', name: 'b' }], [null], 'a']),
  });
  const entries = parseEntries(choices.once(3) ? createJson(choices) : JSON.stringify(choices.list(3, entry)));
  if (typeof entries === 'string') return;
  for (const { entry: name, hooks, contributions } of entries) demand(typeof name === 'string' && Array.isArray(hooks) && Array.isArray(contributions), 'an entry was read that is none');
}

function attackFailure(choices: Choices): void {
  const failure = parseFailure(createJson(choices));
  demand([failure.name, failure.message, failure.code, failure.stack].every((text) => typeof text === 'string'), 'a failure has something else than texts');
  demand(!formatFailure(failure).includes('\n') || failure.name.includes('\n'), 'a failure is no line');
}

function attackStacks(choices: Choices): void {
  const map = JSON.stringify({ version: choices.pick([3, 2, 'x']), sources: choices.list(3, () => choices.pick<unknown>(['src/a.ts', '../../etc/passwd', '/etc/passwd', 'C:\\x', 'npm:x', 1, null, createText(choices)])), names: [], mappings: choices.pick(['AAAA', 'AAAA;AACA;AACA', '!', 'gggggggggggggg', ';'.repeat(50), 'AAAAA']) });
  const stack = createStack(choices);
  const { location } = createStackMapper(choices.once(4) ? createJson(choices) : map).map(stack);
  demand(location === undefined || !/^(?:[\\/]|[a-z]+:)|(?:^|[\\/])\.\.(?:[\\/]|$)/i.test(location.file), `a place outside of the plugin: ${String(location?.file)}`);
  pointAtLoop(stack, CODE);
}

// Names, locales and options come from the plugin, whatever its own Intl would have made of them.
function attackIntl(choices: Choices): void {
  const name = (): unknown => choices.pick<unknown>(['DateTimeFormat', 'Segmenter', 'Date', 'String', 'Number', 'constructor', '__proto__', ['Date'], 'getCanonicalLocales', 'format', 'segment', 'toLocaleString', '', null, 1]);
  const request = choices.once(3) ? createJson(choices) : JSON.stringify([name(), choices.pick<unknown>([null, 'de', ['x-'], 1, {}]), choices.pick<unknown>([null, {}, 1, { timeZone: 'x' }, { style: 'currency' }]), name(), choices.pick<unknown>([[], [1], ['text'], 'text', null, {}])]);
  const answer = JSON.parse(answerIntl(request)) as unknown;
  demand(typeof answer === 'object' && answer !== null, 'Intl answered with nothing');
}

function attackGate(choices: Choices): void {
  const limits = { ...DEFAULT_LIMITS, callsInFlight: 3, callsPerSecond: 1, logLinesPerSecond: 1, messageBytes: 100, attachmentBytes: 10 };
  let posted = 0;
  let stopped = 0;
  let open = 0;
  const gate = createGate(limits, ([kind]) => {
    demand(stopped === 0, 'something crossed after the end');
    posted++;
    if (kind === 'call') open++;
  }, () => { stopped++; });
  const bytes = () => {
    const size = choices.pick([0, 1, 10, 11, 2 ** 32]);
    return choices.once(3) ? { places: choices.pick(['[]', 'x'.repeat(101)]), size, copy: () => (demand(size <= 10, 'bytes were copied that are too many'), new ArrayBuffer(size)) } : undefined;
  };
  for (let count = choices.below(30); count > 0; count--) {
    const text = choices.pick(['1', 'x'.repeat(100), 'ä'.repeat(51)]);
    const before = posted;
    const action = choices.below(4);
    if (action === 0) gate.log('info', text);
    else if (action === 1) gate.answered(choices.below(5));
    else if (action === 2) demand((gate.done(1, text, bytes()) === undefined) === (posted > before), 'what crossed was called too large');
    else demand((gate.call(count, 'm'.repeat(choices.pick([1, 129])), text, '', bytes()) === undefined) === (posted > before), 'what crossed was called too large');
    if (action === 1) open = Math.max(0, open);
  }
  demand(stopped <= 1 && open <= 30, 'the guest was stopped twice');
}

/** What the host gives, the guest has to read. */
function attackGuestReader(choices: Choices): void {
  const value = createHostValue(choices);
  const packed = tryTo(() => packValue(value));
  if (packed === undefined) return;
  const read = unpack(packed.text, packed.attachments?.places, packed.attachments?.bytes);
  demand(isDeepStrictEqual(read, toPlainValue(value)), 'a value of the host became another');
}

/** What cannot be written as JSON is for the host to hear of: its caller does. */
function tryTo(work: () => Packed): Packed | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** What the guest attaches, the host has to read, or refuse. */
function attackParcel(choices: Choices): void {
  const { attach, close } = createParcel();
  for (const bytes of choices.list(3, () => createHostValue(choices, 0))) {
    try {
      attach(choices.pick<Place>([[], ['a'], [0], ['a', 0]]), bytes as Uint8Array);
    } catch (error) {
      demand(error instanceof TypeError, `attaching threw ${String(error)}`);
    }
  }
  const read = unpackValue(choices.pick(['null', '[null,null]', '{"a":null}', '{"a":[null]}']), close());
  if ('value' in read) demand(isSound(read.value), 'a value that was attached shares its memory');
}
