import { setTimeout } from 'node:timers/promises';
import { perform, exercise, listExercises } from './exercises.ts';
import type { ContractCheck, ContractContext, Finding } from './contract.ts';
import type { LiveTestHost } from '../live-test-host.ts';

const RELOADS = 5;
const AFTERMATH_MS = 25;
// What a hook puts off with `setTimeout(…, 0)` belongs to it; what waits longer is work that it leaves behind.
const PUT_OFF_MS = 1;

/** The check without which others, which use the plugin as well, would only say the same once more. */
export const ORDINARY_USE = 'stands ordinary use';

/** What a plugin of any kind must do in its life. */
export const lifecycleChecks: readonly ContractCheck[] = [
  {
    name: 'starts',
    proves: 'The bundle loads in the sandbox, registers every entry point that the manifest names, and gets through "onLoad" and "onEnable".',
    code: 'PLX4220',
    async run(context) {
      await context.start();
      return undefined;
    },
  },
  {
    name: ORDINARY_USE,
    proves: 'Everything that the plugin offers is used once, with ordinary values (of more than thirty of one sort, thirty stand for all): nothing ends in a mistake of the code or beyond the limits of the sandbox. An error that tells somebody why something cannot be done is an answer.',
    code: 'PLX4262',
    needs: ['starts', 'handles ordinary messages'],
    async run(context) {
      await exercise(await context.start(), context);
      return undefined;
    },
  },
  {
    name: 'leaves nothing behind',
    proves: 'After "onDisable" no timer, task, hook, host call or stream of the plugin is open; it makes no call and writes no log, however much time passes; "onDisable" and "onUnload" succeed.',
    code: 'PLX4222',
    isolated: true,
    needs: 'starts',
    async run(context) {
      const host = await context.start({ isTraced: true });
      host.http.on('* *', { json: {} });
      await useAnyway(host, context);
      await host.disable();
      const left = (await findOpenWork(host)) ?? (await findActivity(host));
      if (left === undefined) await host.unload();
      return left;
    },
  },
  {
    name: 'can be disabled and enabled again',
    proves: 'A plugin that was disabled gets through "onEnable" a second time in the same sandbox, and can be used again.',
    code: 'PLX4223',
    isolated: true,
    needs: ['leaves nothing behind', ORDINARY_USE],
    async run(context) {
      const host = await context.start();
      await host.disable();
      await host.enable();
      await exercise(host, context);
      return undefined;
    },
  },
  {
    name: `survives being reloaded ${RELOADS} times`,
    proves: 'Started again and again, with what it has stored, the plugin comes up each time and offers the same hooks.',
    code: 'PLX4224',
    isolated: true,
    needs: ['leaves nothing behind', ORDINARY_USE],
    async run(context) {
      const host = await context.start();
      await exercise(host, context);
      const hooks = JSON.stringify(host.plugin.entries);
      for (let round = 1; round <= RELOADS; round++) {
        await host.reload();
        if (JSON.stringify(host.plugin.entries) !== hooks) return { reason: `its hooks are others after reload ${round}` };
      }
      await exercise(host, context);
      return undefined;
    },
  },
];

// What fails on the way is told by other checks.
async function useAnyway(host: LiveTestHost, context: ContractContext): Promise<void> {
  for (const each of listExercises(host, context)) await perform(host, each, each.input).catch(() => undefined);
  await host.clock.advance(PUT_OFF_MS).catch(() => undefined);
}

async function findOpenWork(host: LiveTestHost): Promise<Finding | undefined> {
  const [first, ...others] = await host.listOpenWork();
  if (first === undefined) return undefined;
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  return { reason: `after it was disabled there is ${first.what}${more}`, ...(first.location && { location: first.location }) };
}

async function findActivity(host: LiveTestHost): Promise<Finding | undefined> {
  const before = host.calls.length + host.logs.length;
  await host.clock.advance('1h');
  await setTimeout(AFTERMATH_MS);
  const activity = [...host.calls.map(({ method }) => method), ...host.logs.map(({ text }) => `log ${JSON.stringify(text)}`)];
  return activity.length > before ? { reason: `it goes on after it was disabled (${activity.at(-1) ?? ''})` } : undefined;
}
