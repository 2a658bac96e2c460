import { setTimeout } from 'node:timers/promises';
import { ORDINARY, talk } from './messages.ts';
import type { ContractCheck } from './contract.ts';

const RELOADS = 5;
const AFTERMATH_MS = 25;

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
    name: 'leaves nothing behind',
    proves: 'After "onDisable" the plugin makes no host call, sends no message and writes no log, however much time passes; "onDisable" and "onUnload" succeed.',
    code: 'PLX4222',
    isolated: true,
    needs: 'starts',
    async run(context) {
      const host = await context.start();
      await talk(host, context, ORDINARY).catch(() => undefined);
      await host.disable();
      const before = host.calls.length + host.logs.length;
      await host.clock.advance('1h');
      await setTimeout(AFTERMATH_MS);
      const activity = [...host.calls.map(({ method }) => method), ...host.logs.map(({ text }) => `log ${JSON.stringify(text)}`)];
      const reason = `it goes on after it was disabled (${activity.at(-1) ?? ''})`;
      if (activity.length > before) return { reason };
      await host.unload();
      return undefined;
    },
  },
  {
    name: 'can be disabled and enabled again',
    proves: 'A plugin that was disabled gets through "onEnable" a second time in the same sandbox, and hears messages again.',
    code: 'PLX4223',
    isolated: true,
    needs: 'leaves nothing behind',
    async run(context) {
      const host = await context.start();
      await host.disable();
      await host.enable();
      await talk(host, context, ORDINARY);
      return undefined;
    },
  },
  {
    name: `survives being reloaded ${RELOADS} times`,
    proves: 'Started again and again, with what it has stored, the plugin comes up each time and offers the same hooks.',
    code: 'PLX4224',
    isolated: true,
    needs: 'leaves nothing behind',
    async run(context) {
      const host = await context.start();
      await talk(host, context, ORDINARY);
      const hooks = JSON.stringify(host.plugin.entries);
      for (let round = 1; round <= RELOADS; round++) {
        await host.reload();
        if (JSON.stringify(host.plugin.entries) !== hooks) return { reason: `its hooks are others after reload ${round}` };
      }
      await talk(host, context, ORDINARY);
      return undefined;
    },
  },
];
