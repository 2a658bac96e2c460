import type { BoundaryValue, JsonValue, PlexiRuntime, RuntimeEntry } from '../../../sdk/runtime-interface.ts';
import { createParcel, unpack, type Parcel } from './attachments.ts';
import { describeError } from './describe-error.ts';
import { RESULT_TOO_LARGE, type GuestFunctions, type GuestHost } from './interface.ts';
import { apply, createRecord, isArray, NativeError, NativeTypeError, stringify } from './primordials.ts';

interface Entry {
  readonly hooks: Readonly<Record<string, true>>;
  run(hook: string, args: BoundaryValue, attach: Parcel['attach']): unknown;
}

/**
 * Makes `__plexi.register` and the function that runs hooks of what was registered.
 *
 * @param longest - Results with longer JSON are too large; the host measures the others. To carry over what it will refuse takes longer than to make it.
 */
export function createEntries(host: GuestHost, longest: number): Pick<GuestFunctions, 'invoke'> & Pick<PlexiRuntime, 'register'> {
  const entries = createRecord<Entry>();
  let registered = false;

  const run = async (invocation: number, entry: Entry | undefined, hook: string, args: BoundaryValue): Promise<void> => {
    try {
      const { attach, close } = createParcel();
      if (entry === undefined || !(hook in entry.hooks)) throw new NativeError(`there is no hook ${hook}`);
      // `await` asks no prototype, so the plugin cannot come between.
      const value = (await entry.run(hook, args, attach)) as JsonValue | undefined;
      const text = (stringify(value) as string | undefined) ?? 'null';
      const attached = close();
      const tooLarge = text.length > longest ? 'text' : attached === undefined ? host.done(invocation, text) : host.done(invocation, text, attached.places, attached.bytes);
      if (tooLarge !== undefined) host.failed(invocation, `{"code":"${RESULT_TOO_LARGE}","message":"${tooLarge}"}`);
    } catch (error) {
      host.failed(invocation, describeError(error));
    }
  };
  return {
    register(list) {
      if (registered) throw new NativeTypeError('entry points are registered once');
      registered = true;
      const described: unknown[] = [];
      for (let at = 0; at < list.length; at++) {
        const { description, entry } = readEntry(list[at]);
        entries[at] = entry;
        described[at] = description;
      }
      host.registered(stringify(described));
    },
    invoke(invocation, index, hook, args, places, bytes) {
      void run(invocation, entries[index], hook, unpack(args, places, bytes));
    },
  };
}

type Unchecked<Type> = { readonly [Key in keyof Type]: unknown };

// Everything is read once: what the plugin changes later changes nothing here.
function readEntry(given: Unchecked<RuntimeEntry> | undefined): { readonly description: unknown; readonly entry: Entry } {
  if (typeof given !== 'object') throw new NativeTypeError('an entry point is an object');
  const { entry, kind, hooks, invoke, contributions = [] } = given;
  if (typeof entry !== 'string' || typeof kind !== 'string' || typeof invoke !== 'function' || !isArray(hooks)) {
    throw new NativeTypeError('an entry point has an entry, a kind, hooks and invoke');
  }
  const known = createRecord<true>();
  const names: string[] = [];
  for (let at = 0; at < hooks.length; at++) {
    const hook: unknown = hooks[at];
    if (typeof hook !== 'string') throw new NativeTypeError('a hook is a string');
    known[hook] = true;
    names[at] = hook;
  }
  return {
    description: { __proto__: null, entry, kind, hooks: names, contributions },
    entry: { hooks: known, run: (hook, args, attach) => apply(invoke, given, [hook, args, attach]) as unknown },
  };
}
