import { basename } from 'node:path';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { EXTRA_TEMPLATES, PLUGIN_KINDS, TEMPLATE_KINDS, type ExtraTemplate, type TemplateKind, type TemplateName } from '../core/manifest/kinds.ts';
import type { Platform } from '../platform/platform.ts';
import { findAuthor } from './default-author.ts';
import { isPluginName, suggestPluginName } from './plugin-name.ts';
import { readDescription } from './read-description.ts';
import { LICENSES, type LicenseName } from './template.ts';

/** What a person is asked about a new plugin. */
interface Answers {
  readonly name: string;
  readonly kind: TemplateKind;
  readonly description: string;
  readonly author: string;
  readonly license: LicenseName;
}

/** What makes a new plugin somebody's own, and what it is made from. */
export interface ChosenIdentity extends Answers {
  readonly template: TemplateName;
}

type Given = { readonly [Key in keyof Answers]?: Answers[Key] | undefined };

/** What is known before anybody is asked. */
export interface GivenIdentity extends Given {
  /** Another template than the one of the kind. */
  readonly template?: ExtraTemplate | undefined;
}

/**
 * Decides what a new plugin is called and who makes it: as given, as a person answers, or by default.
 *
 * @param directory - The folder of the plugin, which may give it its name.
 * @throws {@link PlexiError} `PLX0004` with every missing value when there is nobody to ask and defaults were not
 *   asked for; `PLX6003` for a name and `PLX0003` for a text that cannot be used; `PLX0002` for a template of another kind.
 */
export async function chooseIdentity({ template, ...answers }: GivenIdentity, directory: string | undefined, platform: Platform): Promise<ChosenIdentity> {
  checkGiven({ template, ...answers });
  const given: Given = template === undefined ? answers : { ...answers, kind: EXTRA_TEMPLATES[template] };
  const missing: { readonly value: string; readonly flag: string }[] = [];
  const decide = async <Key extends keyof Answers>(key: Key, question: Question<Answers[Key]>): Promise<Answers[Key] | undefined> => {
    const value = given[key];
    if (value !== undefined) return value;
    if (platform.interactive) return question.ask(question.fallback);
    if (platform.assumeYes && question.fallback !== undefined) return question.fallback;
    missing.push({ value: key, flag: question.flag });
    return undefined;
  };
  const questions = await createQuestions(directory, platform);
  const name = await decide('name', questions.name);
  const kind = await decide('kind', questions.kind);
  const description = await decide('description', { ...questions.description, fallback: readDescription(platform.tool.root, template ?? kind ?? DEFAULT_KIND) });
  const author = await decide('author', questions.author);
  const license = await decide('license', questions.license);
  if (name === undefined || kind === undefined || description === undefined || author === undefined || license === undefined) {
    const flags = missing.map(({ flag }) => flag).join(' ');
    fail('PLX0004', { missing: missing.map(({ value }) => value).join(', '), flags: platform.assumeYes ? flags : `${flags}, or --yes for the defaults` });
  }
  checkName(name);
  return { name, kind, template: template ?? kind, description, author, license };
}

interface Question<Value extends string> {
  readonly flag: string;
  readonly fallback: Value | undefined;
  ask(fallback: Value | undefined): Promise<Value>;
}

type Questions = { readonly [Key in keyof Answers]: Question<Answers[Key]> };

async function createQuestions(directory: string | undefined, { prompts, env }: Platform): Promise<Questions> {
  const askLine = (message: string, key: keyof typeof LONGEST) => (fallback: string | undefined) =>
    prompts.text({ message, default: fallback, check: (text) => (isLine(text, LONGEST[key]) ? undefined : `Write ${describeLine(key)}`) });
  return {
    name: {
      flag: '--name NAME',
      fallback: directory === undefined ? undefined : basename(directory),
      ask: (fallback) => prompts.text({ message: 'Name of the plugin', default: suggestPluginName(fallback ?? ''), check: adviseName }),
    },
    kind: {
      flag: '--kind KIND',
      fallback: DEFAULT_KIND,
      ask: () => prompts.select({ message: 'Kind of plugin', choices: TEMPLATE_KINDS.map((value) => ({ value, name: `${value}: ${PLUGIN_KINDS[value].summary}` })) }),
    },
    description: { flag: '--description TEXT', fallback: undefined, ask: askLine('What it does, in one sentence', 'description') },
    author: { flag: '--author TEXT', fallback: await findAuthor(env), ask: askLine('Author', 'author') },
    license: {
      flag: `--license ${Object.keys(LICENSES).join('|')}`,
      fallback: 'MIT',
      ask: () => prompts.select({ message: 'Licence', choices: LICENSE_CHOICES }),
    },
  };
}

const DEFAULT_KIND: TemplateKind = 'message-processor';

const LICENSE_CHOICES: readonly { readonly value: LicenseName; readonly name: string }[] = [
  { value: 'MIT', name: 'MIT: anybody may use it for anything' },
  { value: 'Apache-2.0', name: 'Apache-2.0: the same, with a grant of patents' },
  { value: 'UNLICENSED', name: 'none: nobody else may use it' },
];

// The longest texts that the manifest takes.
const LONGEST = { description: 300, author: 200 } as const;

function checkGiven(given: GivenIdentity): void {
  const { kind, template } = given;
  if (kind !== undefined && template !== undefined && kind !== EXTRA_TEMPLATES[template]) fail('PLX0002', { problem: `--template ${template} makes a ${EXTRA_TEMPLATES[template]}, not a ${kind}`, command: 'init' });
  if (given.name !== undefined) checkName(given.name);
  for (const key of ['description', 'author'] as const) {
    const value = given[key];
    if (value !== undefined && !isLine(value, LONGEST[key])) fail('PLX0003', { flag: `--${key}`, value, expected: describeLine(key), command: 'init' });
  }
}

function checkName(name: string): void {
  if (!isPluginName(name)) fail('PLX6003', { name, suggestion: suggestPluginName(name) });
}

function adviseName(answer: string): string | undefined {
  return isPluginName(answer) ? undefined : `Use lower-case letters, digits, "-" and "_", for example ${suggestPluginName(answer)}`;
}

function describeLine(key: keyof typeof LONGEST): string {
  return `one line of at most ${String(LONGEST[key])} characters`;
}

function isLine(text: string, longest: number): boolean {
  return text.trim() !== '' && text.length <= longest && !/\p{Cc}/u.test(text);
}
