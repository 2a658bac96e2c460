import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CATALOG, isProblemCode } from '../../src/core/diagnostics/catalog.ts';
import type { Problem } from '../../src/core/diagnostics/define-problems.ts';
import { renderProblemPage } from '../../src/core/reference/problem-page.ts';

const root = join(import.meta.dirname, '../..');
const codes = Object.keys(CATALOG).filter(isProblemCode);

async function readSources(folder: string): Promise<{ readonly path: string; readonly text: string }[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
  return Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path, text: await readFile(path, 'utf8') };
    }),
  );
}

describe('the catalogue of problems', () => {
  test('has a page per code, and no page without a code', async () => {
    const pages = (await readdir(join(root, 'docs/errors'))).filter((name) => name !== 'README.md');
    expect(pages.sort()).toEqual(codes.map((code) => `${code}.md`).sort());
    for (const code of codes) {
      expect(await readFile(join(root, 'docs/errors', `${code}.md`), 'utf8')).toBe(renderProblemPage(code));
    }
  });

  test('has no code that nothing reports', async () => {
    const sources = (await Promise.all(['src', 'sdk', 'bin'].map(readSources))).flat();
    const used = sources.filter(({ path }) => !path.includes('/catalog/')).map(({ text }) => text).join('\n');
    expect(codes.filter((code) => !used.includes(code))).toEqual([]);
  });

  test('has a test for every code', async () => {
    const tests = (await readSources('test')).map(({ text }) => text).join('\n');
    const cases = await readdir(join(root, 'test/cases'), { recursive: true, withFileTypes: true }).catch(() => []);
    const expected = await Promise.all(
      cases.filter((entry) => entry.isFile() && entry.name.endsWith('.json')).map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
    );
    const all = `${tests}\n${expected.join('\n')}`;
    expect(codes.filter((code) => !all.includes(code))).toEqual([]);
  });

  for (const code of codes) {
    test(`${code} reads as the style guide asks`, () => {
      const { message, hint, why, fix }: Problem = CATALOG[code];
      expect(message).not.toMatch(/\.$/);
      expect(hint).not.toMatch(/\.$/);
      expect(message.replace(/\{\w+\}/g, '')).not.toMatch(/\berror\b/i);
      expect(why.length).toBeGreaterThan(30);
      expect(fix.length).toBeGreaterThan(10);
      expect(why).toMatch(/[.!:`]$/);
    });
  }
});
