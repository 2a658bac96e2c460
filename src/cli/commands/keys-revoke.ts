import { defineCommand } from '../command.ts';

export const keysRevokeCommand = defineCommand({
  name: 'keys revoke',
  summary: 'Refuse a key from now on, for good.',
  args: { key: { summary: 'Key id, or the name of a key on this machine.', required: true } },
  examples: ['keys revoke release-2026', 'keys revoke 3f0e5c2a7d1b4c6e8f9a0b1c2d3e4f5061728394a5b6c7d8e9f0a1b2c3d4e5f6'],
  async run({ args, platform, output }) {
    const { revokeKey } = await import('../../operations/revoke-key.ts');
    const report = await revokeKey({ key: args.key }, platform);
    output.result(report, `Archives signed with the key ${report.keyId} are refused on this machine`);
  },
});
