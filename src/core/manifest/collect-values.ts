import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createDiagnostic } from '../diagnostics/plexi-error.ts';
import type { LocateOffset } from './line-index.ts';
import type { Offsets } from './source-document.ts';

// One of a pair alone: it has no form in UTF-8, so the value would change when it is written again.
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** What there is to say about a file with nothing in it. */
export const EMPTY = { problem: 'the file is empty', hint: 'fill it in, or copy the manifest of a plugin made with "plexi-plugin init"' };

/** Gathers what a parser finds: values, their places, and problems that JSON and YAML have in common. */
export class ValueCollector {
  readonly offsets = new Map<string, Offsets>();
  readonly diagnostics: Diagnostic[] = [];
  private readonly file: string;
  private readonly locateOffset: LocateOffset;

  constructor(file: string, locateOffset: LocateOffset) {
    this.file = file;
    this.locateOffset = locateOffset;
  }

  /** The place of an offset. */
  at(offset: number): { file: string; line: number; column: number } {
    return { file: this.file, ...this.locateOffset(offset) };
  }

  /** Reports a scalar that cannot be kept as it is, and gives back what stands in its place. */
  scalar(value: unknown, offset: number): unknown {
    if (typeof value === 'bigint') return Number(value);
    if (typeof value === 'number' && !Number.isFinite(value)) return this.unusable('this number is too large', offset);
    if (typeof value === 'string' && LONE_SURROGATE.test(value)) return this.unusable('this text holds half of a character', offset);
    return value;
  }

  /** Adds a key to an object, unless it is there already or can only be an attack. */
  setKey(object: Record<string, unknown>, key: string, value: unknown, offset: number): void {
    if (key === '__proto__' || LONE_SURROGATE.test(key)) {
      this.diagnostics.push(createDiagnostic('PLX1122', { key }, this.at(offset)));
    } else if (Object.hasOwn(object, key)) {
      this.diagnostics.push(createDiagnostic('PLX1102', { key }, this.at(offset)));
    } else {
      object[key] = value;
    }
  }

  private unusable(problem: string, offset: number): null {
    this.diagnostics.push(createDiagnostic('PLX1123', { problem }, this.at(offset)));
    return null;
  }
}

/** An object whose keys mean nothing to the runtime. */
export function createRecord(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}
