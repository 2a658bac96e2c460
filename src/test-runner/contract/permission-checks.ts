import { parsePermissions } from '../../core/permissions/parse-permissions.ts';
import type { PluginUnderTest } from '../plugin-under-test.ts';
import type { ContractCheck } from './contract.ts';
import { exercise } from './exercises.ts';
import { ORDINARY_USE } from './lifecycle-checks.ts';

/** One check per permission that a plugin asks for: what it does when the user grants all but this one. */
export function listPermissionChecks({ source }: PluginUnderTest): readonly ContractCheck[] {
  const requested = parsePermissions(source.manifest).map(({ permission }) => permission);
  return requested.map((denied) => ({
    name: `copes without "${denied}"`,
    proves: `When the user does not grant ${denied}, the plugin still starts, and nothing fails but the calls that need it.`,
    code: 'PLX4240',
    isolated: true,
    needs: ORDINARY_USE,
    // A hook may pass the refusal on: the host tells the person who did not grant. Every other failure is a mistake.
    async run(context) {
      const host = await context.start({ grants: requested.filter((permission) => permission !== denied) });
      await exercise(host, context, { isThorough: true, isExpected: ({ code }) => code === 'PERMISSION_DENIED' });
      return undefined;
    },
  }));
}
