import type { JsonValue } from '../../../../sdk/runtime-interface.ts';
import type { PluginKind } from '../../../../src/core/manifest/kinds.ts';
import type { PluginArgument, PluginResult } from '../../../../src/host/boundary.ts';
import type { Extension, Extensions } from '../../../../src/host/extensions.ts';

/** One plugin, as a test wants it: what it contributes, and functions for its hooks. */
export interface FakePlugin {
  /** Default: one that is listed whatever is asked for. */
  readonly kind?: PluginKind;
  readonly contributions?: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
  readonly hooks?: Readonly<Record<string, (...args: readonly never[]) => unknown>>;
}

/** What was invoked. */
export interface FakeCall {
  readonly target: string;
  readonly args: readonly PluginArgument[];
}

/** Extensions without a sandbox: plugins by name, in order of priority. */
export function fakeExtensions(plugins: Readonly<Record<string, FakePlugin>>): Extensions & { readonly calls: readonly FakeCall[] } {
  const calls: FakeCall[] = [];
  const extensions = Object.entries(plugins).map(([plugin, { kind = 'custom', contributions = {}, hooks = {} }]): Extension => ({
    plugin,
    entry: 'src/index.ts',
    kind,
    priority: 100,
    hooks: Object.keys(hooks),
    contributions: Object.entries(contributions).flatMap(([type, named]) => Object.entries(named).map(([name, options]) => ({ type, name, options }))),
    source: { manifest: { name: plugin, version: '1.0.0', description: 'A plugin.', author: 'Alice' }, code: '' },
    allowed: new Set(),
  }));
  const invoke: Extensions['invoke'] = async ({ plugin, hook }, args) => {
    calls.push({ target: `${plugin}.${hook}`, args });
    return ((await plugins[plugin]?.hooks?.[hook]?.(...(args as readonly never[]))) ?? null) as PluginResult;
  };
  return {
    calls,
    list: ({ kind, contribution } = {}) =>
      extensions.filter((each) => kind === undefined || each.kind === 'custom' || each.kind === kind).filter(({ contributions }) => contribution === undefined || contributions.some(({ type }) => type === contribution)),
    invoke,
    run: ({ plugin, type, name }, args) => invoke({ plugin, entry: 'src/index.ts', hook: 'runContribution' }, [type, name, ...args]),
  };
}
