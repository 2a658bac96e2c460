import { escapeText } from '../diagnostics/escape-text.ts';
import type { Painter } from '../diagnostics/render-diagnostic.ts';
import { formatArgument, formatFlag, formatUsage } from './format-usage.ts';
import { compareCommands, type PluginCommand } from './plugin-command.ts';

/** Commands under one heading. */
export interface CommandGroup {
  readonly category: string;
  readonly commands: readonly PluginCommand[];
}

/** Sorts commands into their categories, both by name. */
export function groupCommands(commands: readonly PluginCommand[]): readonly CommandGroup[] {
  const groups = new Map<string, PluginCommand[]>();
  for (const command of [...commands].sort(compareCommands)) {
    const group = groups.get(command.category);
    if (group === undefined) groups.set(command.category, [command]);
    else group.push(command);
  }
  return [...groups].map(([category, members]) => ({ category, commands: members }));
}

/** Renders commands by category, one line each. */
export function renderCommandList(commands: readonly PluginCommand[], paint: Painter): string {
  if (commands.length === 0) return 'No command matches.';
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  return groupCommands(commands)
    .map((group) => [paint.strong(group.category), ...group.commands.map((command) => renderLine(command, width, paint))].join('\n'))
    .join('\n\n');
}

function renderLine(command: PluginCommand, width: number, paint: Painter): string {
  const marks = listMarks(command);
  return `  ${command.name.padEnd(width)}${escapeText(command.summary)}${marks.length === 0 ? '' : paint.faint(` (${marks.join(', ')})`)}`;
}

function listMarks({ adminOnly, dangerous, requiresAuth, permissions = [] }: PluginCommand): readonly string[] {
  return [adminOnly === true ? 'administrators only' : '', requiresAuth === true ? 'sign-in needed' : '', ...permissions.map((permission) => `needs ${permission}`), dangerous === true ? 'dangerous' : ''].filter((mark) => mark !== '');
}

/** Renders everything that is known of one command. */
export function renderCommand(command: PluginCommand, paint: Painter): string {
  const { category, summary, help, args, flags, examples, versionAdded } = command;
  const rows = [['category', category], ['since', versionAdded ?? ''], ['note', listMarks(command).join(', ')]].filter(([, value]) => value !== '');
  const parameters = [
    ...Object.entries(args).map(([argument, spec]) => [formatArgument(argument, spec), spec.summary] as const),
    ...Object.entries(flags).map(([flag, spec]) => [`${spec.short === undefined ? '' : `-${spec.short}, `}${formatFlag(flag, spec)}`, `${spec.summary}${formatDefault(spec.default)}`] as const),
  ];
  const sections = [
    [paint.strong(escapeText(formatUsage(command))), escapeText(summary)],
    help === undefined ? [] : escapeLines(help),
    alignRows(parameters),
    alignRows(rows.map(([label = '', value = '']) => [label, value])),
    examples.length === 0 ? [] : ['Examples:', ...examples.map((example) => `  $ ${escapeText(example)}`)],
  ];
  return sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')).join('\n\n');
}

function formatDefault(value: string | number | boolean | undefined): string {
  return value === undefined || value === false ? '' : ` (default: ${String(value)})`;
}

function alignRows(rows: readonly (readonly [label: string, text: string])[]): readonly string[] {
  const width = Math.max(0, ...rows.map(([label]) => label.length)) + 2;
  return rows.map(([label, text]) => `  ${escapeText(label).padEnd(width)}${escapeText(text)}`);
}

function escapeLines(text: string): readonly string[] {
  return text.trim().split(/\r?\n/).map(escapeText);
}
