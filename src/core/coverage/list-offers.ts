import type { Offer } from './plugin-use.ts';

/** One entry point, as its bundle has registered it. */
export interface OfferingEntry {
  readonly entry: string;
  readonly hooks: readonly string[];
  readonly contributions: readonly { readonly type: string; readonly name: string; readonly options: unknown }[];
}

/** A call of a host. */
export interface OfferCall {
  readonly entry: string;
  readonly hook: string;
  readonly args: readonly unknown[];
}

const RUN_CONTRIBUTION = 'runContribution';

/** Contributions that the hook {@link RUN_CONTRIBUTION} runs; the others are run by hooks of their kind, or only read. */
const RUN: ReadonlySet<string> = new Set(['backup', 'event', 'health-check', 'host-log-handler', 'log-handler', 'task', 'webhook']);

/** Hooks that run one contribution of their entry point: its type, and where in the arguments its name is. */
const NAMED: Readonly<Record<string, { readonly type: string; readonly read: (args: readonly unknown[]) => unknown }>> = {
  execute: { type: 'action', read: ([name]) => name },
  runCommand: { type: 'command', read: ([name]) => name },
  handleRoute: { type: 'route', read: ([name]) => name },
  export: { type: 'format', read: ([, options]) => (options as { readonly format?: unknown } | null | undefined)?.format },
};

/** Lists what hosts can call of an entry point. */
export function listOffers({ entry, hooks, contributions }: OfferingEntry): readonly Offer[] {
  const named = new Set(hooks.map((hook) => NAMED[hook]?.type));
  const runs = contributions.filter(({ type, options }) => RUN.has(type) || named.has(type) || (type === 'middleware' && isRun(options)));
  return [
    ...hooks.filter((hook) => hook !== RUN_CONTRIBUTION).map((name) => ({ entry, type: 'hook', name })),
    ...runs.map(({ type, name }) => ({ entry, type, name })),
  ];
}

/** Lists what a call runs: a hook, what it stands for, or both. */
export function findOffers({ entry, hook, args }: OfferCall): readonly Offer[] {
  if (hook === RUN_CONTRIBUTION) return [{ entry, type: String(args[0]), name: String(args[1]) }];
  const named = Object.hasOwn(NAMED, hook) ? NAMED[hook] : undefined;
  const name = named?.read(args);
  return [{ entry, type: 'hook', name: hook }, ...(named !== undefined && typeof name === 'string' ? [{ entry, type: named.type, name }] : [])];
}

function isRun(options: unknown): boolean {
  return (options as { readonly runs?: unknown } | null)?.runs === true;
}
