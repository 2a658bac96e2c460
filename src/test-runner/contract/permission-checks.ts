import { parsePermissions } from '../../core/permissions/parse-permissions.ts';
import { PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { PluginFailure } from '../../sandbox/engine.ts';
import type { PluginUnderTest } from '../plugin-under-test.ts';
import type { ContractCheck } from './contract.ts';
import { listConversation } from './messages.ts';

/** One check per permission that a plugin asks for: what it does when the user grants all but this one. */
export function listPermissionChecks({ source }: PluginUnderTest): readonly ContractCheck[] {
  const requested = parsePermissions(source.manifest).map(({ permission }) => permission);
  return requested.map((denied) => ({
    name: `copes without "${denied}"`,
    proves: `When the user does not grant ${denied}, the plugin still starts, and nothing fails but the calls that need it.`,
    code: 'PLX4240',
    isolated: true,
    needs: 'handles ordinary messages',
    async run({ start, commands }) {
      const host = await start({ grants: requested.filter((permission) => permission !== denied) });
      for (const content of listConversation(commands)) {
        await host.receive(content).catch((error: unknown) => {
          if (!isRefusalPassedOn(error, host.takeFailures())) throw error;
        });
      }
      return undefined;
    },
  }));
}

// A hook may pass the refusal on: the host tells the person who did not grant. Every other failure is a mistake.
function isRefusalPassedOn(error: unknown, failures: readonly PluginFailure[]): boolean {
  const isThrown = error instanceof PlexiError && error.diagnostics.every(({ code }) => code === 'PLX4010');
  return isThrown && failures.every(({ code }) => code === 'PERMISSION_DENIED');
}
