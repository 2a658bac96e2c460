import { parsePermissions } from '../../core/permissions/parse-permissions.ts';
import type { PluginFailure } from '../../sandbox/engine.ts';
import type { Fault } from '../faults/test-faults.ts';
import type { LiveTestHost } from '../live-test-host.ts';
import type { PluginUnderTest } from '../plugin-under-test.ts';
import type { ContractCheck, ContractContext, Finding } from './contract.ts';
import { exercise, isMistake } from './exercises.ts';
import { ORDINARY_USE } from './lifecycle-checks.ts';

const MOST_METHODS = 8;

/** Ways in which servers fail, as plugins meet them. */
const SERVER_FAULTS: readonly Fault[] = [
  { status: 500 },
  { status: 429, headers: { 'retry-after': '30' } },
  { status: 200 },
  { error: 'TIMEOUT' },
  { breakAfter: 3 },
];

/** What a plugin must do when its host, or a server that it asks, fails. */
export function listFaultChecks({ source }: PluginUnderTest): readonly ContractCheck[] {
  const asksServers = parsePermissions(source.manifest).some(({ permission }) => permission === 'external.api');
  return asksServers ? [refusedCalls, failingServers, repeatedEvents, breakdown] : [refusedCalls, repeatedEvents, breakdown];
}

const refusedCalls: ContractCheck = {
  name: 'survives refused calls',
  proves: 'Each method of the host that ordinary use calls fails once in turn, with "INTERNAL" or "TIMEOUT"; streams break off after their first piece: no rejection is left to nobody, nothing is taken for granted that did not come, and afterwards everything works again.',
  code: 'PLX4263',
  needs: ORDINARY_USE,
  run: (context) => whileFaulty(context, async (host) => {
    const methods = await listMethods(host, context);
    for (const [index, method] of methods.entries()) {
      host.faults.fail(method, method === 'streams.next' ? { after: 1 } : { error: index % 2 === 0 ? 'INTERNAL' : 'TIMEOUT' });
      await exerciseFaulty(host, context);
      host.faults.clear();
    }
  }),
};

const failingServers: ContractCheck = {
  name: 'survives servers that fail',
  proves: 'Every server answers with 500, with 429 and "Retry-After", with nothing, too late, or with a body that breaks off: no rejection is left to nobody, no answer is taken for a good one that is none, and afterwards everything works again.',
  code: 'PLX4264',
  needs: ORDINARY_USE,
  run: (context) => whileFaulty(context, async (host) => {
    for (const fault of SERVER_FAULTS) {
      host.faults.fail('* *', fault);
      await exerciseFaulty(host, context);
      host.faults.clear();
    }
  }),
};

const repeatedEvents: ContractCheck = {
  name: 'survives events that come twice',
  proves: 'Every event comes a second time, with the same id, as after a crash of the host: the plugin stays calm.',
  code: 'PLX4265',
  needs: ORDINARY_USE,
  run: (context) => whileFaulty(context, async (host) => {
    host.faults.repeatEvents();
    await exercise(host, context);
  }),
};

const breakdown: ContractCheck = {
  name: 'survives a breakdown',
  proves: 'The sandbox ends in the middle of a host call that ordinary use makes; the plugin is started again with what it has stored, gets the same event once more, and works on.',
  code: 'PLX4266',
  needs: ORDINARY_USE,
  run: (context) => whileFaulty(context, async (host) => {
    // The last one: what came before it has been done, and will be done again.
    const method = (await listMethods(host, context)).at(-1);
    if (method === undefined) return;
    host.faults.crash(method);
    await exercise(host, context);
  }),
};

/** Does something with faults in the host, and shows that the plugin is as good as before when they are over. */
async function whileFaulty(context: ContractContext, work: (host: LiveTestHost) => Promise<void>): Promise<Finding | undefined> {
  const host = await context.start();
  try {
    await work(host);
  } finally {
    host.faults.clear();
  }
  if (host.plugin.state !== 'enabled') return { reason: `afterwards it is ${host.plugin.state}` };
  await exercise(host, context);
  return undefined;
}

async function listMethods(host: LiveTestHost, context: ContractContext): Promise<readonly string[]> {
  const before = host.calls.length;
  await exercise(host, context);
  const methods = host.calls.slice(before).map(({ method }) => method).filter((method) => !method.startsWith('timers.'));
  return [...new Set(methods)].slice(0, MOST_METHODS);
}

// A hook may fail when its host does: whoever waits is told. What it must not do is go on as if nothing had happened.
async function exerciseFaulty(host: LiveTestHost, context: ContractContext): Promise<void> {
  await exercise(host, context, { isExpected: (failure: PluginFailure) => !isMistake(failure) });
}
