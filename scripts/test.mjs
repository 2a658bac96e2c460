// Everything that must pass: install, build, checks, tests. Ends with a line `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installIfNeeded, runOrExit } from './install-if-needed.mjs';

const root = join(import.meta.dirname, '..');
installIfNeeded(root);
runOrExit(root, 'npm', ['run', '--silent', 'build']);

const folder = mkdtempSync(join(tmpdir(), 'plexi-test-'));
try {
  const checks = run(['--import', 'tsx', 'scripts/check.ts', '--report', join(folder, 'check.json')]);
  const tests = run(
    ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(folder, 'tests.json')}`, ...process.argv.slice(2)],
    { ...process.env, PLEXI_SKIP_BUILD: '1' },
  );
  const checked = read('check.json');
  const tested = read('tests.json');
  for (const name of skippedTests(tested)) process.stdout.write(`skipped: ${name}\n`);
  const passed = (checked?.passed ?? 0) + (tested?.numPassedTests ?? 0);
  const failed = (checked?.failed ?? 1) + countFailures(tested);
  const skipped = tested?.numPendingTests ?? 0;
  process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  process.exitCode = checks === 0 && tests === 0 && failed === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(args, env = process.env) {
  return spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' }).status ?? 1;
}

function read(name) {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8'));
  } catch {
    // The step ended before it could write: it counts as one failure.
    return undefined;
  }
}

// A file that does not load has no failed test, and still has failed.
function countFailures(report) {
  if (report === undefined) return 1;
  const broken = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'));
  return report.numFailedTests + broken.length;
}

function skippedTests(report) {
  return (report?.testResults ?? []).flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'pending' || status === 'skipped').map(({ fullName }) => fullName),
  );
}
