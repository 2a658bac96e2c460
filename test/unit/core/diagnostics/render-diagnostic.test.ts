import { describe, expect, test } from 'vitest';
import { createDiagnostic } from '../../../../src/core/diagnostics/plexi-error.ts';
import { renderDiagnostic } from '../../../../src/core/diagnostics/render-diagnostic.ts';

const at = (line: number, column: number) =>
  createDiagnostic('PLX0006', { code: 'x' }, { file: 'plugin.json', line, column });

describe('renderDiagnostic', () => {
  test('shows place, code, message, the line with its neighbours, and the hint', () => {
    expect(renderDiagnostic(at(2, 3), '{\n  "nme": "x",\n}\n')).toBe(
      [
        'plugin.json:2:3: error PLX0006: there is no problem code "x"',
        '    1 | {',
        '  > 2 |   "nme": "x",',
        '      |   ^',
        '    3 | }',
        '  hint: give a code as it is printed, for example "plexi-plugin explain PLX1101"',
      ].join('\n'),
    );
  });

  test('shows no frame without the source, and none for a line that is not there', () => {
    expect(renderDiagnostic(at(2, 3)).split('\n')).toHaveLength(2);
    expect(renderDiagnostic(at(9, 1), 'one line').split('\n')).toHaveLength(2);
  });

  test('keeps the column of a very long line in view', () => {
    const frame = renderDiagnostic(at(1, 5_000), `${'a'.repeat(4_999)}X${'b'.repeat(5_000)}`).split('\n');
    const [, line = '', marker = ''] = frame;
    expect(line.length).toBeLessThan(200);
    expect(line[marker.indexOf('^')]).toBe('X');
  });

  test('expands tabs so that the marker stands under its column', () => {
    const [, line = '', marker = ''] = renderDiagnostic(at(1, 3), '\t\tX').split('\n');
    expect(line[marker.indexOf('^')]).toBe('X');
  });

  test('escapes control characters of the source', () => {
    expect(renderDiagnostic(at(1, 1), '\u001b[2J')).toContain('\\u{1b}[2J');
  });

  test('shows details between frame and hint, each on a line and escaped', () => {
    const lines = renderDiagnostic({ ...createDiagnostic('PLX0009', {}), details: ['- 1', '+ \u001b[2J'] }).split('\n');
    expect(lines.slice(1, 3)).toEqual(['  - 1', '  + \\u{1b}[2J']);
    expect(lines.at(-1)).toMatch(/^ {2}hint: /);
  });

  test('a problem without a place begins with its severity', () => {
    expect(renderDiagnostic(createDiagnostic('PLX0009', {}))).toMatch(/^error PLX0009: /);
  });
});
