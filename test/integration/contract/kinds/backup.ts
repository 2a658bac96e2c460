import { inClass, type BrokenKind } from './broken-plugin.ts';

const backup = (body: string): string => inClass('BackupPlugin', body);

export const brokenBackups: BrokenKind = {
  kind: 'backup',
  code: 'PLX4327',
  plugins: [
    { what: 'cannot bring anything back', code: `import { CustomPlugin, registerBackupHandler } from 'plexi-plugin/sdk';\nexport default class Broken extends CustomPlugin {\n  @registerBackupHandler('backup')\n  keep() { return { a: 1 }; }\n}\n`, check: 'gives a part and takes it back', reason: '"restore" is missing', manifest: { type: 'custom' } },
    { what: 'gives something random', code: backup('backup() { return { id: Math.random() }; }\nrestore() {}'), check: 'gives the same when nothing has changed', reason: 'two backups differ' },
    { what: 'counts its backups in what it gives', code: backup('count = 0;\nbackup() { return { count: (this.count += 1) }; }\nrestore() {}'), check: 'gives the same when nothing has changed', reason: 'two backups differ' },
    { what: 'gives a stream', code: backup('backup(): any { return (async function* () { yield 1; })(); }\nrestore() {}'), check: 'gives the same when nothing has changed', reason: 'must be JSON or bytes' },
    { what: 'fails to bring back', code: backup(`backup() { return { rows: [] }; }\nrestore({ row }: any) { row.forEach(() => undefined); }`), check: 'comes back from its backup', reason: 'cannot be brought back' },
    { what: 'adds instead of replacing', code: backup(`rows: readonly number[] = [1];\nbackup() { return { rows: this.rows }; }\nrestore({ rows }: any) { this.rows = [...this.rows, ...rows]; }`), check: 'comes back from its backup', reason: 'the next one is another' },
  ],
};
