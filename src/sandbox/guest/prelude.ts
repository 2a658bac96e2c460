// Runs in the sandbox before the plugin, as the body of a function with these four parameters: what it is given
// lives in closures, and nothing of it is ever reachable from the global object.
import type { PlexiRuntime } from '../../../sdk/runtime-interface.ts';
import type { LogLevel } from '../engine.ts';
import { defineConsole } from './console.ts';
import { describeError } from './describe-error.ts';
import { createEntries } from './entries.ts';
import { createHostCalls } from './host-calls.ts';
import { defineIntl } from './intl.ts';
import { createKernelRuns } from './kernels.ts';
import type { GuestFunctions, GuestHost, GuestServices } from './interface.ts';
import { LONGEST_LINE, LONGEST_STACK } from '../text-limits.ts';
import { defineSearchParams } from './search-params.ts';
import { createRecord, defineProperty, freeze, NativeError, parse, readStack, slice, toText } from './primordials.ts';

declare const plexiHost: GuestHost & GuestServices;
declare const plexiGuest: Partial<GuestFunctions>;
/** JSON: the names of the methods that will succeed. */
declare const plexiMethods: string;
/** How long the JSON of a message may be: it has no more UTF-16 units than bytes. */
declare const plexiLongest: number;

const STACK_FRAMES = 30;
const levels = createRecord<true>();
levels['debug'] = levels['info'] = levels['warn'] = levels['error'] = true;

const write = (level: LogLevel, text: string): void => {
  const line = typeof text === 'string' ? text : toText(text);
  // What only turns into the name of a level is none: the host takes it for a breach of the protocol.
  const isLevel = typeof level === 'string' && level in levels;
  plexiHost.log(isLevel ? level : 'info', line.length > LONGEST_LINE ? `${slice(line, 0, LONGEST_LINE)}…` : line);
};
const { answer, answerAll, refuse, call } = createHostCalls(plexiHost, parse(plexiMethods) as string[], plexiLongest);
const { invoke, register } = createEntries(plexiHost, plexiLongest);

plexiGuest.invoke = invoke;
plexiGuest.answer = answer;
plexiGuest.answerAll = answerAll;
plexiGuest.refuse = refuse;
plexiGuest.trace = () => slice(readStack(new NativeError()), 0, LONGEST_STACK);
plexiGuest.describe = describeError;

defineConsole(write);
defineSearchParams();
defineIntl(plexiHost.format);
fixStacks();
defineProperty(globalThis, '__plexi', {
  value: freeze({ version: 1, call: freeze(call), log: freeze(write), register: freeze(register), runKernel: freeze(createKernelRuns(plexiHost.runKernel)) } satisfies PlexiRuntime),
  writable: false,
  enumerable: false,
  configurable: false,
});

// Diagnostics need stacks as the engine makes them. Both settings live inside the engine, behind the setters taken
// away here; libraries that assign to them go on undisturbed.
function fixStacks(): void {
  Object.assign(NativeError, { stackTraceLimit: STACK_FRAMES });
  const ignore = (): void => undefined;
  defineProperty(NativeError, 'stackTraceLimit', { get: () => STACK_FRAMES, set: ignore, enumerable: false, configurable: false });
  defineProperty(NativeError, 'prepareStackTrace', { get: ignore, set: ignore, enumerable: false, configurable: false });
}
