import type { SqlOutcome, SqlStatement } from '../database/run-batch.ts';

/** The database of one plugin. */
export interface PluginDatabase {
  /**
   * Runs statements as one transaction. Refuses with a `HostCallError`: `SQL_ERROR`, `SQL_FORBIDDEN`, `TIMEOUT`,
   * `QUOTA_EXCEEDED`, `RESULT_TOO_LARGE`, `INVALID_ARGUMENT`; then nothing has changed.
   */
  run(statements: readonly SqlStatement[]): Promise<readonly SqlOutcome[]>;
  /** Ends what works with it; what is kept stays. */
  close(): Promise<void>;
}

/** Where plugins keep their databases. */
export interface DatabaseService {
  /**
   * Opens the database of a plugin; nothing is started before it is used. Whoever opens it closes it.
   *
   * @param quotaBytes - How large it may become; a service may go by a quota of its own.
   */
  open(plugin: string, quotaBytes?: number): PluginDatabase;
}
