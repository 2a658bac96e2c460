import { compareCommands, type PluginCommand } from './plugin-command.ts';

/** Finds commands by words. */
export type CommandSearch = (text: string) => readonly PluginCommand[];

// Whoever looks for a command remembers its name sooner than its help.
const WEIGHTS = { name: 8, category: 4, summary: 2, help: 1 } as const;

/**
 * Makes a small index of commands: the words of their names, categories, summaries and help.
 *
 * A search finds the commands that have every word, or a word that begins with it; the best ones come first.
 */
export function indexCommands(commands: readonly PluginCommand[]): CommandSearch {
  const weights = commands.map(weighWords);
  return (text) => {
    const wanted = splitWords(text);
    const found = commands.map((command, index) => ({ command, score: score(weights[index] ?? new Map(), wanted) })).filter((each) => each.score > 0);
    return found.sort((a, b) => b.score - a.score || compareCommands(a.command, b.command)).map(({ command }) => command);
  };
}

function weighWords({ name, category, summary, help = '' }: PluginCommand): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const fields = [[name, WEIGHTS.name], [category, WEIGHTS.category], [summary, WEIGHTS.summary], [help, WEIGHTS.help]] as const;
  for (const [text, weight] of fields) {
    for (const word of splitWords(text)) weights.set(word, Math.max(weight, weights.get(word) ?? 0));
  }
  return weights;
}

function score(weights: ReadonlyMap<string, number>, wanted: readonly string[]): number {
  const scores = wanted.map((word) => {
    const whole = weights.get(word);
    if (whole !== undefined) return whole * 2;
    return Math.max(0, ...[...weights].filter(([each]) => each.startsWith(word)).map(([, weight]) => weight));
  });
  return scores.includes(0) ? 0 : scores.reduce((sum, each) => sum + each, 0);
}

function splitWords(text: string): readonly string[] {
  return text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
