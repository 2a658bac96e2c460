import { readdir } from 'node:fs/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { PluginDatabase } from '../../../src/host/services/database.ts';
import { createSqliteDatabases, type SqliteDatabasesOptions } from '../../../src/host/services/sqlite-databases.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

const open: PluginDatabase[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((database) => database.close()));
});

function openDatabase(options: SqliteDatabasesOptions = {}, plugin = 'weather'): PluginDatabase {
  const database = createSqliteDatabases({ timeoutMs: 20_000, ...options }).open(plugin);
  open.push(database);
  return database;
}

const sql = (...texts: readonly string[]) => texts.map((text) => ({ sql: text, params: [] }));

const FORBIDDEN = [
  [`ATTACH DATABASE '/etc/passwd' AS x`],
  [`attach ':memory:' as x`],
  [`/* harmless */ AtTaCh /**/ 'x' as y`],
  [`-- harmless\nATTACH 'x' AS y`],
  [`DETACH main`],
  [`PRAGMA journal_mode = WAL`],
  [`PRAGMA writable_schema = ON`],
  [`PRAGMA max_page_count = 1000000`],
  [`SELECT * FROM pragma_database_list`],
  [`SELECT * FROM pragma_page_count`],
  [`VACUUM`],
  [`VACUUM INTO '/tmp/copy.db'`],
  [`BEGIN`],
  [`COMMIT`],
  [`ROLLBACK`],
  [`SAVEPOINT s`],
  [`CREATE TEMP TABLE t (a)`],
  [`CREATE VIRTUAL TABLE v USING dbstat(main)`],
  [`CREATE VIRTUAL TABLE v USING rtree(id, a, b)`],
  [`SELECT * FROM sqlite_dbpage`],
  [`SELECT * FROM dbstat`],
  [`SELECT * FROM sqlite_stmt`],
  [`SELECT sqlite_compileoption_get(1)`],
] as const;

describe('a plugin cannot', () => {
  for (const [text] of FORBIDDEN) {
    test(`run ${JSON.stringify(text)}`, async () => {
      const refusal: unknown = await openDatabase().run(sql(text)).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ name: 'HostCallError', code: expect.stringMatching(/^SQL_(FORBIDDEN|ERROR)$/) as string });
    });
  }

  test('load an extension, or read and write files from a statement', async () => {
    for (const call of [`load_extension('x')`, `readfile('/etc/passwd')`, `writefile('/tmp/x', 'x')`, `edit('x')`]) {
      await expect(openDatabase().run(sql(`SELECT ${call}`))).rejects.toMatchObject({ code: expect.stringMatching(/^SQL_/) as string });
    }
  });

  const HIDDEN = [`SELECT 1; ATTACH 'x' AS y`, `SELECT 1;\u00A0ATTACH 'x' AS y`, `SELECT 1; -- x\n DROP TABLE t`, `SELECT 1; /* */ SELECT 2`];
  for (const text of HIDDEN) {
    test(`hide a second statement in ${JSON.stringify(text)}`, async () => {
      await expect(openDatabase().run(sql(text))).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    });
  }

  test('change the schema by hand', async () => {
    const database = openDatabase();
    await database.run(sql('CREATE TABLE t (a)'));
    await expect(database.run(sql(`UPDATE sqlite_master SET sql = 'x'`))).rejects.toMatchObject({ code: 'SQL_ERROR' });
    await expect(database.run(sql(`INSERT INTO sqlite_master VALUES ('table', 'x', 'x', 2, 'CREATE TABLE x (a)')`))).rejects.toMatchObject({ code: 'SQL_ERROR' });
  });

  const BOMBS = [
    ['a recursion without end', `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c`],
    ['a join of everything with everything', `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 100000) SELECT count(*) FROM c a, c b`],
  ] as const;

  for (const [what, text] of BOMBS) {
    test(`hold up its host with ${what}: it is ended, nothing is written, and the database works again`, async () => {
      const database = openDatabase({ timeoutMs: 1_500 });
      await database.run(sql('CREATE TABLE t (a)'));
      await expect(database.run(sql('INSERT INTO t VALUES (1)', text))).rejects.toMatchObject({ code: 'TIMEOUT' });
      const [outcome] = await database.run(sql('SELECT count(*) FROM t'));
      expect(outcome?.rows).toEqual([[0]]);
    });
  }

  test('make a value or an answer that fills the memory of its host', async () => {
    const database = openDatabase();
    await expect(database.run(sql(`SELECT zeroblob(2000000000)`))).rejects.toMatchObject({ code: 'SQL_ERROR' });
    await expect(database.run(sql(`SELECT hex(zeroblob(900000))`))).rejects.toMatchObject({ code: 'SQL_ERROR' });
    const many = `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 20000) SELECT n FROM c`;
    await expect(database.run(sql(many))).rejects.toMatchObject({ code: 'RESULT_TOO_LARGE' });
    const large = `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 100) SELECT hex(zeroblob(10000)) FROM c`;
    await expect(database.run(sql(large))).rejects.toMatchObject({ code: 'RESULT_TOO_LARGE' });
  });

  for (const where of ['in memory', 'on disk'] as const) {
    test(`keep more than its quota, ${where}: what does not fit is undone`, async () => {
      const database = openDatabase({ quotaBytes: 256 * 1024, ...(where === 'on disk' && { directory: await createFolder() }) });
      await database.run(sql('CREATE TABLE t (a)'));
      const fill = Array.from({ length: 20 }, () => ({ sql: 'INSERT INTO t VALUES (zeroblob(50000))', params: [] }));
      await expect(database.run(fill)).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
      const [outcome] = await database.run(sql('SELECT count(*) FROM t'));
      expect(outcome?.rows).toEqual([[0]]);
    });
  }

  test('see the database of another plugin, nor leave files but its own', async () => {
    const directory = await createFolder();
    const [one, two] = [openDatabase({ directory }, 'acme/one'), openDatabase({ directory }, 'two')];
    await one.run(sql('CREATE TABLE secret (a)', `INSERT INTO secret VALUES ('x')`));
    await expect(two.run(sql('SELECT * FROM secret'))).rejects.toMatchObject({ code: 'SQL_ERROR' });
    await two.run(sql('CREATE TABLE t (a)'));
    expect((await readdir(directory)).sort()).toEqual(['database-acme+one.sqlite', 'database-two.sqlite']);
  });

  test('leave half a transaction on disk when it is ended in the middle', async () => {
    const directory = await createFolder();
    const database = openDatabase({ directory, timeoutMs: 1_500 });
    await database.run(sql('CREATE TABLE t (a)', `INSERT INTO t VALUES (zeroblob(500000))`));
    const endless = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) INSERT INTO t SELECT zeroblob(10000) FROM c WHERE n < 300 OR n < 0';
    await expect(database.run(sql('DELETE FROM t', endless))).rejects.toMatchObject({ code: 'TIMEOUT' });
    const [outcome] = await database.run(sql('SELECT count(*), sum(length(a)) FROM t'));
    expect(outcome?.rows).toEqual([[1, 500_000]]);
    await database.run(sql('INSERT INTO t VALUES (1)'));
    expect(await readdir(directory)).toEqual(['database-weather.sqlite']);
  });
});

test('the next version of a plugin finds what the one before it kept, and that one can no longer write', async () => {
  const databases = createSqliteDatabases({ timeoutMs: 20_000 });
  const before = databases.open('weather');
  const kept = before.run(sql('CREATE TABLE t (a)', 'INSERT INTO t VALUES (7)'));
  const closed = before.close();
  const after = databases.open('weather');
  open.push(after);
  const [outcome] = await after.run(sql('SELECT a FROM t'));
  expect(outcome?.rows).toEqual([[7]]);
  await Promise.all([kept, closed]);
  await expect(before.run(sql('SELECT 1'))).rejects.toMatchObject({ code: 'CANCELLED' });
});

test('what a plugin needs works: types, functions, search, JSON, indexes, views, triggers, changes of tables', async () => {
  const database = openDatabase();
  await database.run(sql(
    'CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, data)',
    'CREATE INDEX i ON t (name)',
    'CREATE VIEW v AS SELECT upper(name) AS name FROM t',
    'CREATE TABLE log (what)',
    'CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.name); END',
    'ALTER TABLE t ADD COLUMN extra',
    'ALTER TABLE t RENAME COLUMN extra TO more',
    'CREATE VIRTUAL TABLE f USING fts5(body)',
    `INSERT INTO f VALUES ('roses are red')`,
  ));
  const values = [null, 1, 0.5, 'é', new Uint8Array([1, 2])];
  const outcomes = await database.run([
    { sql: 'INSERT INTO t (name, data) VALUES (?, ?)', params: ['ada', '{"n":[1,2]}'] },
    { sql: 'SELECT ?, ?, ?, ?, ?', params: values },
    ...sql(`SELECT count(*), max(name), abs(-1), date('2026-01-01', '+1 day') FROM v`, `SELECT value FROM t, json_each(t.data, '$.n')`, `SELECT body FROM f WHERE f MATCH 'roses'`, 'SELECT what FROM log'),
  ]);
  expect(outcomes[0]).toMatchObject({ changes: 1, lastInsertId: 1, rows: [] });
  expect(outcomes.slice(1).map(({ rows }) => rows)).toEqual([[values], [[1, 'ADA', 1, '2026-01-02']], [[1], [2]], [['roses are red']], [['ada']]]);
});
