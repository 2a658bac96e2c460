import { list, number, object, oneOf, optional, record, text, type Shaped } from './shape.ts';

// The data model of Prometheus; `__` at the beginning is its own.
const NAME = /^(?!__)[a-z_][a-z0-9_]*$/;

/** What a plugin measured. */
export const metrics = list(
  object({
    name: text({ min: 1, max: 100, pattern: NAME, called: 'a name of lower case letters, digits and "_"' }),
    help: text({ max: 500 }),
    type: oneOf('counter', 'gauge'),
    value: number(),
    labels: optional(record(text({ max: 200 }), 20)),
  }),
  1_000,
);

/** A number, and who measured it. */
export type PluginMetric = Shaped<typeof metrics>[number] & { readonly plugin: string };

/**
 * Writes metrics as Prometheus reads them. Names get `plexi_` before them and the plugin as a label, so that plugins
 * get in the way of nobody. Where plugins do not agree about the type of a name, the first one is right.
 */
export function formatMetrics(all: readonly PluginMetric[]): string {
  const families = new Map<string, PluginMetric[]>();
  for (const metric of all) {
    const family = families.get(metric.name);
    if (family === undefined) families.set(metric.name, [metric]);
    else if (family[0]?.type === metric.type) family.push(metric);
  }
  return [...families].map(([name, family]) => formatFamily(`plexi_${name}`, family)).join('');
}

function formatFamily(name: string, family: readonly PluginMetric[]): string {
  const [first] = family;
  if (first === undefined) return '';
  const help = first.help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  const lines = family.map(({ plugin, labels = {}, value }) => {
    const named = Object.entries({ ...onlyNames(labels), plugin }).map(([label, text]) => `${label}="${escape(text)}"`);
    return `${name}{${named.join(',')}} ${String(value)}`;
  });
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${first.type}`, ...new Set(lines)].map((line) => `${line}\n`).join('');
}

function onlyNames(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => NAME.test(label)));
}

function escape(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
