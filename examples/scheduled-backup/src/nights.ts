import type { BackupInfo } from 'plexi-plugin/sdk';

/** The nightly backups that are too many, of a list that begins with the newest. */
export function nightsToForget(backups: readonly BackupInfo[], keep: number): readonly BackupInfo[] {
  return backups.filter(({ label }) => label === 'nightly').slice(keep);
}

/** One line for each backup. */
export function renderBackups(backups: readonly BackupInfo[]): string {
  const lines = backups.map(({ createdAt, label }, index) => `${index + 1}. ${createdAt.slice(0, 10)} at ${createdAt.slice(11, 16)} (${label})`);
  return lines.join('\n') || 'There is no backup yet.';
}
