import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { Chalk } from 'chalk';
import { hasErrors, type Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { escapeText } from '../core/diagnostics/escape-text.ts';
import { PLAIN, renderDiagnostic, type Painter } from '../core/diagnostics/render-diagnostic.ts';
import type { Output } from './command.ts';

/** Output that can be finished: prints the one JSON document, or what is left for people. */
export interface FinishableOutput extends Output {
  readonly reported: readonly Diagnostic[];
  /** The exit code where no problem decides it. */
  readonly exitCode: number;
  finish(): void;
}

/** What {@link createOutput} writes to: the process's own streams, or a test's. */
export interface OutputStreams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  /** Whether colours may be used on standard error. */
  readonly color: boolean;
  /** Whether colours may be used on standard output. */
  readonly textColor: boolean;
  readonly cwd: string;
}

/** Output for people, or one JSON document on standard output. */
export function createOutput(json: boolean, streams: OutputStreams): FinishableOutput {
  const reported: Diagnostic[] = [];
  let result: unknown = null;
  let text: string | undefined;
  let exitCode = 0;
  const paint = streams.color ? createPainter() : PLAIN;
  return {
    json,
    paint: !json && streams.textColor ? createPainter() : PLAIN,
    reported,
    get exitCode() {
      return exitCode;
    },
    diagnostics(diagnostics) {
      reported.push(...diagnostics);
      if (json) return;
      for (const diagnostic of diagnostics) {
        const shown = shorten(diagnostic, streams.cwd);
        streams.stderr.write(`${renderDiagnostic(shown, readSource(diagnostic, streams.cwd), paint)}\n`);
      }
    },
    result(value, human) {
      result = value;
      text = human;
    },
    print(stream, lines) {
      streams[stream].write(`${lines.split('\n').map(escapeLine).join('\n')}\n`);
    },
    exit(code) {
      exitCode = code;
    },
    note(line) {
      (json ? streams.stderr : streams.stdout).write(`${line}\n`);
    },
    finish() {
      if (json) {
        const document = { ok: !hasErrors(reported), result, diagnostics: reported };
        streams.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
      } else if (text !== undefined && text !== '') {
        streams.stdout.write(`${text}\n`);
      }
    },
  };
}

// Tabs are for tables; what else controls a terminal is not for plugins.
function escapeLine(line: string): string {
  return line.replace(/\r$/, '').split('\t').map(escapeText).join('\t');
}

function createPainter(): Painter {
  const chalk = new Chalk({ level: 1 });
  return { error: chalk.red, warning: chalk.yellow, success: chalk.green, info: chalk.cyan, strong: chalk.bold, faint: chalk.dim };
}

function shorten(diagnostic: Diagnostic, cwd: string): Diagnostic {
  if (diagnostic.file === undefined) return diagnostic;
  const near = relative(cwd, resolve(cwd, diagnostic.file));
  return near.length < diagnostic.file.length ? { ...diagnostic, file: near } : diagnostic;
}

function readSource(diagnostic: Diagnostic, cwd: string): string | undefined {
  if (diagnostic.file === undefined || diagnostic.line === undefined) return undefined;
  try {
    return readFileSync(resolve(cwd, diagnostic.file), 'utf8');
  } catch {
    // A location inside an archive has no file to quote: the problem is shown without a code frame.
    return undefined;
  }
}
