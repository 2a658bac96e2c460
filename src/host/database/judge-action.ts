import type { Judge } from './sqlite.ts';

// The actions of sqlite3.h that a plugin's statements may take. Everything else is refused: ATTACH, DETACH, PRAGMA,
// transactions (a batch is one), temporary tables, and whatever a later version of SQLite invents.
const ALLOWED: ReadonlySet<number> = new Set([
  1, // create index
  2, // create table
  7, // create trigger
  8, // create view
  9, // delete
  10, // drop index
  11, // drop table
  16, // drop trigger
  17, // drop view
  18, // insert
  20, // read
  21, // select
  23, // update
  26, // alter table
  27, // reindex
  31, // function
  33, // recursive
]);
const CREATE_VIRTUAL = 29;
const DROP_VIRTUAL = 30;
const READ = 20;
const FUNCTION = 31;

/** Full-text search, and the lists that JSON unfolds to. */
const MODULES: ReadonlySet<string> = new Set(['fts5', 'json_each', 'json_tree']);
// Virtual tables that show, or change, the pages of the file and the state of the engine.
const HIDDEN_TABLE = /^(?:sqlite_dbpage|sqlite_stmt|dbstat|bytecode|tables_used|pragma_.*)$/i;
const HIDDEN_FUNCTION = /^(?:load_extension|fts3_tokenizer|sqlite_.*)$/i;

const ALLOW = 0;
const DENY = 1;

/** Says whether a statement of a plugin may do something: what is not known to be harmless is refused. */
export const judgeAction: Judge = (_context, action, first, second) => {
  if (action === CREATE_VIRTUAL || action === DROP_VIRTUAL) return MODULES.has((second ?? '').toLowerCase()) ? ALLOW : DENY;
  if (action === READ && HIDDEN_TABLE.test(first ?? '')) return DENY;
  // SQLite's own `ALTER TABLE` uses functions of this kind, from within.
  if (action === FUNCTION && HIDDEN_FUNCTION.test(second ?? '') && !/^sqlite_(?:rename|drop|fail)/i.test(second ?? '')) return DENY;
  return ALLOWED.has(action) ? ALLOW : DENY;
};
