import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readGuide } from '../../helpers/guide-examples.ts';
import { CLI } from '../../helpers/run-cli.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

// Each block names whose machine it runs on, and the exit code where it is not 0; the next block is what is printed.
const STEP = /^```sh (author|user)(?:-(\d+))?\n(.*?)^```\n\n```text\n(.*?)^```$/gms;

test.skipIf(process.platform === 'win32')('the commands of the guide to publishing and installing print what the guide shows', async () => {
  const homes = await createFolder({ 'shared/.keep': '', 'ada/.keep': '', 'bob/.keep': '', 'bin/.keep': '' });
  await writeFile(join(homes, 'bin', 'plexi-plugin'), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`);
  await chmod(join(homes, 'bin', 'plexi-plugin'), 0o755);
  const people = { author: { cwd: join(homes, 'ada', 'weather'), home: join(homes, 'ada', '.plexi') }, user: { cwd: join(homes, 'bob'), home: join(homes, 'bob', '.plexi') } };
  const run = (person: keyof typeof people, script: string, cwd = people[person].cwd): ReturnType<typeof runScript> =>
    runScript(script, { cwd, log: join(homes, 'log') }, { PATH: `${join(homes, 'bin')}:${process.env['PATH'] ?? ''}`, PLEXI_HOME: people[person].home });
  await run('author', 'plexi-plugin init weather --kind message-processor --name weather --yes --no-install', join(homes, 'ada'));
  await mkdir(people.author.cwd, { recursive: true });

  const steps = [...readGuide('publish-and-install.md').matchAll(STEP)];
  expect(steps.length).toBeGreaterThan(8);
  for (const [, person, exitCode = '0', script = '', shown] of steps) {
    const actual = script.replaceAll('/home/', `${homes}/`).replace('KEYID', await readKeyId(people.author.home));
    const { code, output } = await run(person as keyof typeof people, actual);
    expect(mask(output, homes), script).toBe(shown);
    expect(code, script).toBe(Number(exitCode));
  }
  expect(await readdir(join(people.user.cwd, 'plugins'))).toEqual(['.plexi', 'plexi.lock']);
});

function mask(output: string, homes: string): string {
  return output.replaceAll(`${homes}/`, '/home/').replace(/[0-9a-f]{64}/g, '…').replace(/\(\d+ files, [\d.]+ kB\)/, '(8 files, 6.3 kB)');
}

async function readKeyId(home: string): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, 'keys', 'list', '--json'], { env: { PLEXI_HOME: home } });
  const { result } = JSON.parse(stdout) as { result: { keys: readonly { keyId: string }[] } };
  return result.keys[0]?.keyId ?? '';
}

async function runScript(script: string, { cwd, log }: { cwd: string; log: string }, env: Record<string, string>): Promise<{ code: number; output: string }> {
  const code = await new Promise<number>((resolve) => {
    const child = execFile('sh', ['-c', `{ ${script}\n} > "${log}" 2>&1`], { cwd, env });
    child.on('exit', (exitCode) => { resolve(exitCode ?? -1); });
  });
  return { code, output: await readFile(log, 'utf8') };
}
