import type { Backup } from '../../../host/extension-points/backup-file.ts';
import { decodeBackup, encodeBackup } from '../../../host/extension-points/backup-file.ts';
import { backupType } from '../../../host/extension-points/backups.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import { defineChecks } from '../define-checks.ts';

/** What a backup plugin must do with what it keeps. */
export const backupChecks = defineChecks('PLX4327', [
  {
    name: 'gives a part and takes it back',
    proves: 'It has both halves: what goes into a backup, and the way back. One without the other is a promise that nobody can keep.',
    async run({ start }) {
      const roles = (await start()).extensions.list({ contribution: backupType.type }).flatMap(({ entry, contributions }) => contributions.filter(({ type }) => type === backupType.type).map(({ name }) => ({ entry, name })));
      if (roles.length === 0) return { reason: 'it gives nothing to backups' };
      const half = roles.find(({ entry, name }) => !roles.some((other) => other.entry === entry && other.name !== name));
      if (half === undefined) return undefined;
      return { reason: half.name === 'backup' ? 'what it gives to backups it does not take back: "restore" is missing' : 'it takes back what it never gives: "backup" is missing' };
    },
  },
  {
    name: 'gives the same when nothing has changed',
    proves: 'Two backups one after the other hold the same: making one changes nothing, and nothing random is in it. What it gives is JSON or bytes, and is read from the file as it was written.',
    needs: 'gives a part and takes it back',
    async run({ start }) {
      const host = await start();
      const first = await host.backups.create();
      const second = await host.backups.create();
      if (describe(first) !== describe(second)) return { reason: 'two backups differ although nothing has happened in between' };
      return describe(decodeBackup(encodeBackup(first))) === describe(first) ? undefined : { reason: 'what it gives is not the same when it is read from the file of the backup' };
    },
  },
  {
    name: 'comes back from its backup',
    proves: 'A backup is brought back twice into the host that it was made in, and once into an empty one: each time the next backup holds the same.',
    needs: 'gives the same when nothing has changed',
    isolated: true,
    async run({ start }) {
      const host = await start();
      const backup = await host.backups.create();
      for (const where of ['the host that it was made in', 'the same host a second time']) {
        const reason = await restore(host, backup, where);
        if (reason !== undefined) return { reason };
      }
      const reason = await restore(await start(), backup, 'an empty host');
      return reason === undefined ? undefined : { reason };
    },
  },
]);

async function restore(host: LiveTestHost, backup: Backup, where: string): Promise<string | undefined> {
  const [outcome] = await host.backups.restore(backup);
  await host.settle();
  if (outcome?.isRestored !== true) return `it cannot be brought back into ${where}: ${outcome?.reason ?? 'it is not in the backup'}`;
  return describe(await host.backups.create()) === describe(backup) ? undefined : `after a backup was brought back into ${where}, the next one is another`;
}

// When it was made says nothing about what is in it.
function describe({ plugins }: Backup): string {
  return JSON.stringify(plugins);
}
