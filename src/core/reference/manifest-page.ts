import { describeType } from '../manifest/json-type.ts';
import { PLUGIN_KINDS, isPluginKind, type KindDescription } from '../manifest/kinds.ts';

/** The part of a JSON Schema that a reference shows. */
interface Field {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly patternErrorMessage?: string;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly Field[];
  readonly items?: Field;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
}

const SMALLEST = {
  $schema: './node_modules/plexi-plugin/dist/plugin.schema.json',
  name: 'weather',
  version: '1.0.0',
  description: 'Answers !weather with the forecast.',
  author: 'Your Name',
  type: 'message-processor',
  entry_point: 'src/index.ts',
  permissions: ['messages.read', 'messages.write'],
};

/** Renders the reference of the manifest, as Markdown, from its JSON Schema. */
export function renderManifestPage(schema: object): string {
  const root = schema as Field;
  return [
    '# Manifest',
    'The manifest is `plugin.json` in the plugin’s folder; `plugin.yaml` or `plugin.yml` say the same in YAML. Generated from the schema.',
    `\`\`\`json\n${JSON.stringify(SMALLEST, null, 2)}\n\`\`\``,
    'JSON is taken literally: no comments, no comma after the last item, no key twice. YAML is as plain as JSON: no aliases, anchors, tags or directives. A file has at most 256 KiB.',
    '## Fields',
    renderTable(root),
    ...renderSections(root, ''),
    '## Kinds',
    renderKinds(),
    '',
  ].join('\n\n').trimEnd() + '\n';
}

function renderTable({ properties = {}, required = [] }: Field): string {
  const rows = Object.entries(properties).map(([name, field]) => {
    const mark = required.includes(name) ? ' (required)' : '';
    return `| \`${name}\`${mark} | ${describeField(field)} | ${cell([field.description, ...describeRules(field)].filter(Boolean).join(' '))} |`;
  });
  return ['| field | value | |', '|---|---|---|', ...rows].join('\n');
}

function describeField(field: Field): string {
  const branches = field.anyOf ?? [field];
  const words = branches.map((branch) => {
    if (branch.anyOf !== undefined) return describeField(branch);
    if (branch.type === 'array') return `a list of ${pluralize(describeField(branch.items ?? {}))}`;
    return branch.enum !== undefined && branch.enum.length > 12 ? 'one of the kinds' : describeType(branch.type ?? 'string');
  });
  return [...new Set(words)].join(' or ');
}

function pluralize(words: string): string {
  return words.replaceAll('a list of', 'lists of').replace(/\ban object\b/g, 'objects').replace(/\btext\b/g, 'texts').replace('one of the kinds', 'kinds');
}

function describeRules(field: Field): readonly string[] {
  const { patternErrorMessage: form, maxLength, maxItems, minimum, maximum, default: fallback, examples = [] } = field;
  return [
    ...(form === undefined || form === 'must be text on one line' ? [] : [`It ${form}.`]),
    ...(maxLength === undefined ? [] : [`At most ${maxLength} characters.`]),
    ...(maxItems === undefined ? [] : [`At most ${maxItems} items.`]),
    ...(minimum === undefined || maximum === undefined ? [] : [`From ${minimum} to ${maximum}.`]),
    ...(fallback === undefined ? [] : [`Default: \`${JSON.stringify(fallback)}\`.`]),
    ...(examples.length === 0 ? [] : [`Example: ${examples.map((example) => `\`${JSON.stringify(example)}\``).join(', ')}.`]),
  ];
}

// Every object inside of the manifest gets a table of its own.
function renderSections(field: Field, path: string): readonly string[] {
  return Object.entries(field.properties ?? {}).flatMap(([name, child]) => {
    const label = path === '' ? name : `${path}.${name}`;
    return findObjects(child, label).flatMap(({ label: title, object }) => [`## \`${title}\``, object.description ?? '', renderTable(object), ...renderSections(object, title)]);
  });
}

function findObjects(field: Field, label: string): readonly { readonly label: string; readonly object: Field }[] {
  if (field.properties !== undefined) return [{ label, object: field }];
  if (field.items !== undefined) return findObjects(field.items, `${label}[]`);
  return (field.anyOf ?? []).flatMap((branch) => findObjects(branch, label));
}

function renderKinds(): string {
  const rows = Object.keys(PLUGIN_KINDS).filter(isPluginKind).map((kind) => {
    const { summary, entryGroup }: KindDescription = PLUGIN_KINDS[kind];
    return `| \`${kind}\` | ${summary} | ${entryGroup === undefined ? '' : `\`${entryGroup}\``} |`;
  });
  return ['| kind | | group of `entry_points` |', '|---|---|---|', ...rows].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
