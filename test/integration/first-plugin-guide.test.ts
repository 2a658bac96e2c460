import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { listGuideExamples, type GuideExample } from '../helpers/guide-examples.ts';
import { createFolder } from '../helpers/temporary-folder.ts';
import { runCli } from '../helpers/run-cli.ts';

const EXAMPLES = listGuideExamples('first-plugin.md');

let home = '';
let cwd = '';
beforeAll(async () => {
  home = cwd = await createFolder({});
});

const run = (line: string) => runCli(line.split(' '), { cwd, env: { PLEXI_HOME: join(home, '.plexi') } });

/** Does what a block of shell says, and answers what it prints. */
async function follow({ code }: GuideExample): Promise<string> {
  let printed = '';
  for (const line of code.trim().split('\n')) {
    const [, folder] = /^cd (.+)$/.exec(line) ?? [];
    if (folder === undefined) {
      const { stdout, stderr } = await run(line.replace(/^plexi-plugin /, ''));
      printed += stdout + stderr;
    } else cwd = resolve(cwd, folder);
  }
  return printed;
}

/** Leaves out what differs from one run to the next: the person's folder, keys, digests, times and sizes. */
function generalize(text: string): string {
  return text
    .replaceAll(home, '/home/ada')
    .replace(/\b[0-9a-f]{4}(?:[0-9a-f]{60}|…)/g, 'HEX')
    .replace(/\b\d+(?:\.\d+)? (?:ms|s)\b/g, 'TIME')
    .replace(/\b\d+(?:\.\d+)? (?:bytes|kB)/g, 'SIZE')
    .replace(/\b\d+ (passed|files)/g, 'COUNT $1');
}

describe('the guide to the first plugin', () => {
  for (const example of EXAMPLES.filter(({ language }) => language === 'sh')) {
    test(`shows at line ${String(example.line)} what really happens`, async () => {
      expect(generalize(await follow(example))).toBe(generalize(example.output ?? ''));
    });
  }

  for (const { line, language, code } of EXAMPLES.filter((example) => example.language === 'ts' || example.language === 'json')) {
    test(`quotes at line ${String(line)} what init writes`, async () => {
      const text = await readFile(join(home, 'thanks', language === 'ts' ? 'src/index.ts' : 'plugin.json'), 'utf8');
      expect(withoutIndent(text)).toContain(withoutIndent(code));
    });
  }

  test('shows the refusal of node:fs as it is', async () => {
    const index = join(home, 'thanks/src/index.ts');
    await writeFile(join(home, 'thanks/src/greeting.ts'), "import { readFileSync } from 'node:fs';\n\nexport const greeting = readFileSync('greeting.txt', 'utf8');\n");
    await writeFile(index, `import './greeting.ts';\n${await readFile(index, 'utf8')}`);
    const { stderr } = await run('build');
    expect(EXAMPLES.map(({ code }) => code)).toContain(stderr);
  });
});

function withoutIndent(text: string): string {
  return text.replace(/^ +/gm, '').trim();
}
