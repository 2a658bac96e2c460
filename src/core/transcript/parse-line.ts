import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createDiagnostic } from '../diagnostics/plexi-error.ts';
import { normalizeText } from './compare-deeds.ts';
import { parseWait } from './parse-wait.ts';
import type { Block } from './read-blocks.ts';
import { checkPattern } from './text-pattern.ts';
import { MAIN_CHANNEL, type Action, type Deed, type Span } from './transcript.ts';

/** What one block of a transcript says. */
export type Statement = { readonly span: Span } & (
  | { readonly type: 'heading'; readonly name: string }
  | { readonly type: 'now'; readonly value: string }
  | { readonly type: 'seed'; readonly value: number }
  | { readonly type: 'grants'; readonly value: readonly string[] }
  | { readonly type: 'acts'; readonly action: Action }
  | { readonly type: 'expects'; readonly deed: Deed }
  | { readonly type: 'denied'; readonly permission: string }
  | { readonly type: 'silence' }
);

type Said = Statement extends infer Each ? (Each extends unknown ? Omit<Each, 'span'> : never) : never;
type Report = (problem: Diagnostic, span: Span) => void;

interface Line {
  /** What the form's groups matched. */
  readonly parts: Readonly<Record<string, string | undefined>>;
  /** What is said, with the lines that go on with it. */
  readonly text: string;
  readonly report: (problem: Diagnostic) => void;
}

interface Form {
  readonly shape: RegExp;
  readonly read: (line: Line) => Said | undefined;
}

/**
 * Parses one block.
 *
 * @param report - Takes what is wrong with it.
 * @returns `undefined` when it makes no sense: that has been reported.
 */
export function parseLine(block: Block, report: Report): Statement | undefined {
  const { line, lastLine, head, rest } = block;
  for (const { shape, read } of FORMS) {
    const found = shape.exec(head);
    if (found === null) continue;
    const { text: first = '', ...parts } = found.groups ?? {};
    const span = { line, lastLine, column: head.length - first.length + 1 };
    const text = normalizeText([first, ...rest].join('\n'));
    const said = read({ parts, text, report: (problem) => { report(problem, span); } });
    return said && { ...said, span };
  }
  report(createDiagnostic('PLX4340', { text: head.slice(0, 80) }), { line, lastLine, column: head.length - head.trimStart().length + 1 });
  return undefined;
}

const WHO = String.raw`(?<who>[^\s:]+)`;
const PLACE = String.raw`(?: in (?<place>[^\s:]+))?`;
const TEXT = String.raw`:(?:\s+(?<text>.*))?`;

function form(shape: string, read: Form['read']): Form {
  return { shape: new RegExp(`^${shape}$`), read };
}

/** Every form that a line may have; the first one that fits is meant. */
const FORMS: readonly Form[] = [
  form(String.raw`==+ +(?<text>.*?)(?: +==+)?`, ({ text }) => ({ type: 'heading', name: text })),
  form(String.raw`---+ *(?<text>.*?)(?: *---+)?`, readWait),
  form(String.raw`\$ +(?<text>.+)`, ({ text }) => act({ type: 'command', line: text })),
  form(String.raw`>(?: (?<text>.*))?`, (line) => expectDeed('prints', line)),
  form(String.raw`!(?: (?<text>.*))?`, (line) => expectDeed('complains', line)),
  form(String.raw`exit (?<text>\d+)`, (line) => expectDeed('exits', line)),
  form(String.raw`(?<method>[A-Z]+|\*) (?<url>https?://\S+) answers(?: (?<status>\d{3})(?!\S))?(?: *(?<text>.*))?`, readServer),
  form(String.raw`(?<method>[A-Z]+|\*) (?<url>https?://\S+) fails`, ({ parts }) => act({ type: 'server', target: nameTarget(parts) })),
  form(`now${TEXT}`, readMoment),
  form(`seed${TEXT}`, readSeed),
  form(`grants${TEXT}`, ({ text }) => ({ type: 'grants', value: text.split(/[\s,]+/).filter((name) => name !== '' && name !== 'nothing') })),
  form(`(?<name>settings|storage)${TEXT}`, readValues),
  form(`model${TEXT}`, ({ text }) => act({ type: 'model', reply: text })),
  form(String.raw`model fails(?: (?<text>[45]\d\d))?`, ({ text }) => act({ type: 'model', reply: { status: Number(text || 503) } })),
  form('plugin says nothing', () => ({ type: 'silence' })),
  form('plugin restarts', () => act({ type: 'restarts' })),
  form(String.raw`plugin is denied (?<text>\S+)`, ({ text }) => ({ type: 'denied', permission: text })),
  form(`plugin fails${TEXT}`, (line) => expectDeed('fails', line)),
  form(`plugin edits${PLACE}${TEXT}`, (line) => expectDeed('edits', line)),
  form(String.raw`plugin deletes${PLACE} "(?<text>.*)"`, (line) => expectDeed('deletes', line)),
  form(String.raw`plugin uploads (?<text>\S+)${PLACE}`, (line) => expectDeed('uploads', line)),
  form(`plugin(?<verb> replies)?${PLACE}${TEXT}`, (line) => expectDeed('says', line)),
  form(`${WHO} edits(?: "(?<old>.*)")?${TEXT}`, ({ parts: { who = '', old }, text }) => act({ type: 'edits', who, text, ...(old !== undefined && { old }) })),
  form(`${WHO} deletes(?: "(?<old>.*)")?`, ({ parts: { who = '', old } }) => act({ type: 'deletes', who, ...(old !== undefined && { old }) })),
  form(String.raw`${WHO} uploads (?<file>[^\s:]+)${PLACE}(?:${TEXT})?`, ({ parts: { who = '', file = '', place = MAIN_CHANNEL }, text }) => act({ type: 'uploads', who, file, channelId: place, text })),
  form(`${WHO}(?<verb> replies)?${PLACE}${TEXT}`, ({ parts: { who = '', place = MAIN_CHANNEL, verb }, text }) => act({ type: 'says', who, channelId: place, text, isReply: verb !== undefined })),
];

function act(action: Action): Said {
  return { type: 'acts', action };
}

function expectDeed(kind: Deed['kind'], { parts, text, report }: Line): Said | undefined {
  const reason = checkPattern(text);
  if (reason !== undefined) report(createDiagnostic('PLX4347', { reason }));
  const isSaid = kind === 'says' || kind === 'edits' || kind === 'deletes' || kind === 'uploads';
  return { type: 'expects', deed: { kind, text, ...(isSaid && { channelId: parts['place'] ?? MAIN_CHANNEL }), ...(parts['verb'] !== undefined && { isReply: true }) } };
}

function nameTarget({ method = '', url = '' }: Line['parts']): string {
  return `${method} ${url}`;
}

function readServer({ parts, text, report }: Line): Said | undefined {
  const isJson = /^[{["]/.test(text);
  const json = isJson ? readJson(text, report) : undefined;
  if (isJson && json === undefined) return undefined;
  return act({ type: 'server', target: nameTarget(parts), answer: { status: Number(parts['status'] ?? 200), ...(json === undefined ? text !== '' && { text } : { json }) } });
}

function readWait({ text, report }: Line): Said | undefined {
  const wait = parseWait(text);
  if (wait === undefined) report(createDiagnostic('PLX4348', { text }));
  return wait && act(wait);
}

function readMoment({ text, report }: Line): Said | undefined {
  if (!Number.isNaN(Date.parse(text))) return { type: 'now', value: text };
  report(createDiagnostic('PLX4349', { name: 'now', text, example: '2026-03-29T01:59:00Z' }));
  return undefined;
}

function readSeed({ text, report }: Line): Said | undefined {
  if (/^\d{1,10}$/.test(text)) return { type: 'seed', value: Number(text) };
  report(createDiagnostic('PLX4349', { name: 'seed', text, example: '7' }));
  return undefined;
}

function readValues({ parts, text, report }: Line): Said | undefined {
  const values = readJson(text, report);
  if (values === undefined) return undefined;
  if (typeof values === 'object' && values !== null && !Array.isArray(values)) {
    return act({ type: parts['name'] === 'storage' ? 'storage' : 'settings', values: values as Readonly<Record<string, JsonValue>> });
  }
  report(createDiagnostic('PLX4343', { reason: 'it is no object' }));
  return undefined;
}

function readJson(text: string, report: Line['report']): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    report(createDiagnostic('PLX4343', { reason: error instanceof Error ? error.message : String(error) }));
    return undefined;
  }
}
