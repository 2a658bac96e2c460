import { describe, expect, test } from 'vitest';
import { createOutput } from '../../../src/cli/output.ts';
import { createDiagnostic } from '../../../src/core/diagnostics/plexi-error.ts';

function capture(json: boolean, color = false) {
  let stdout = '';
  let stderr = '';
  const streams = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    color,
    textColor: color,
    cwd: '/nowhere',
  };
  return { output: createOutput(json, streams), read: () => ({ stdout, stderr }) };
}

const problem = createDiagnostic('PLX0006', { code: 'x' }, { file: '/nowhere/a/plugin.json', line: 1, column: 1 });

describe('createOutput', () => {
  test('for people: results on standard output, problems on standard error, paths near the shell’s folder', () => {
    const { output, read } = capture(false);
    output.diagnostics([problem]);
    output.note('working');
    output.result({ a: 1 }, 'done');
    output.finish();
    expect(read().stdout).toBe('working\ndone\n');
    expect(read().stderr).toMatch(/^a\/plugin\.json:1:1: error PLX0006/);
  });

  test('with --json: one document on standard output, notes on standard error', () => {
    const { output, read } = capture(true);
    output.note('working');
    output.diagnostics([{ ...problem, severity: 'warning' }]);
    output.result({ a: 1 }, 'done');
    output.finish();
    expect(JSON.parse(read().stdout)).toEqual({ ok: true, result: { a: 1 }, diagnostics: [{ ...problem, severity: 'warning' }] });
    expect(read().stderr).toBe('working\n');
  });

  test('with --json a problem makes "ok" false and leaves the result null', () => {
    const { output, read } = capture(true);
    output.diagnostics([problem]);
    output.finish();
    expect(JSON.parse(read().stdout)).toEqual({ ok: false, result: null, diagnostics: [problem] });
  });

  test('paints only where colours are allowed', () => {
    const plain = capture(false);
    plain.output.diagnostics([problem]);
    const painted = capture(false, true);
    painted.output.diagnostics([problem]);
    expect(plain.read().stderr).not.toContain('\u001b[');
    expect(painted.read().stderr).toContain('\u001b[31m');
  });
});
