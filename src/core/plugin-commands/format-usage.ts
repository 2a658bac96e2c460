import type { CommandArgument, CommandFlag } from '../../../sdk/kinds/cli-command.ts';
import { dash, type PluginCommand } from './plugin-command.ts';

/** One line about what can stand after a command's name: `greet NAME [--loud] [--times NUMBER]`. */
export function formatUsage({ name, args, flags }: PluginCommand): string {
  const words = Object.entries(args).map(([argument, spec]) => formatArgument(argument, spec));
  const switches = Object.entries(flags).map(([flag, spec]) => (isRequired(spec) ? formatFlag(flag, spec) : `[${formatFlag(flag, spec)}]`));
  return [name, ...words, ...switches].join(' ');
}

/** An argument, as usage lines show it: `NAME`, `[NAME]`, `[NAME…]`. */
export function formatArgument(name: string, { required, variadic }: CommandArgument): string {
  const label = `${dash(name).toUpperCase()}${variadic === true ? '…' : ''}`;
  return required === true ? label : `[${label}]`;
}

/** A flag with its value, where it has one: `--times NUMBER`. */
export function formatFlag(name: string, flag: CommandFlag): string {
  return flag.type === 'boolean' ? `--${dash(name)}` : `--${dash(name)} ${formatValue(flag)}`;
}

function formatValue(flag: Exclude<CommandFlag, { readonly type: 'boolean' }>): string {
  if (flag.value !== undefined) return flag.value;
  if (flag.type === 'integer' || flag.type === 'number') return 'NUMBER';
  return 'choices' in flag ? flag.choices.join('|') : 'TEXT';
}

function isRequired(flag: CommandFlag): boolean {
  return flag.type !== 'boolean' && flag.required === true;
}
