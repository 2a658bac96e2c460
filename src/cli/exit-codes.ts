import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';

/** Exit codes: stable, DESIGN §4. */
export const EXIT = {
  done: 0,
  problems: 1,
  usage: 2,
  unsigned: 10,
  untrusted: 11,
  tampered: 12,
  malformed: 13,
  revoked: 14,
  bug: 70,
  interrupted: 130,
} as const;

/** An exit code. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

// Problems that do not exit with 1. Every other code does.
const EXIT_BY_CODE: Readonly<Record<string, ExitCode>> = {
  PLX0001: EXIT.usage,
  PLX0002: EXIT.usage,
  PLX0003: EXIT.usage,
  PLX0004: EXIT.usage,
  PLX0006: EXIT.usage,
  PLX0007: EXIT.usage,
  PLX0009: EXIT.interrupted,
  PLX0010: EXIT.usage,
  PLX6003: EXIT.usage,
  PLX2030: EXIT.malformed,
  PLX2031: EXIT.malformed,
  PLX2032: EXIT.malformed,
  PLX2033: EXIT.malformed,
  PLX2034: EXIT.malformed,
  PLX2035: EXIT.malformed,
  PLX2036: EXIT.malformed,
  PLX2037: EXIT.malformed,
  PLX2038: EXIT.malformed,
  PLX2039: EXIT.malformed,
  PLX2040: EXIT.tampered,
  PLX2042: EXIT.usage,
  PLX3001: EXIT.unsigned,
  PLX3002: EXIT.untrusted,
  PLX3003: EXIT.tampered,
  PLX3004: EXIT.revoked,
  PLX3005: EXIT.usage,
  PLX3006: EXIT.usage,
  PLX3011: EXIT.usage,
  PLX3012: EXIT.usage,
  PLX3015: EXIT.usage,
  PLX4170: EXIT.usage,
  PLX4171: EXIT.usage,
  PLX4175: EXIT.usage,
  PLX4178: EXIT.usage,
  PLX5002: EXIT.usage,
  PLX5007: EXIT.revoked,
  PLX5010: EXIT.unsigned,
  PLX5011: EXIT.untrusted,
  PLX5012: EXIT.usage,
  PLX5013: EXIT.tampered,
  PLX5014: EXIT.tampered,
  PLX5015: EXIT.untrusted,
  PLX5016: EXIT.untrusted,
  PLX5017: EXIT.tampered,
  PLX5019: EXIT.usage,
  PLX5023: EXIT.tampered,
  PLX5030: EXIT.malformed,
  PLX5031: EXIT.tampered,
};

/** The exit code that the first error decides; 0 when there is no error. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): ExitCode {
  const first = diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  return first === undefined ? EXIT.done : (EXIT_BY_CODE[first.code] ?? EXIT.problems);
}
