import type { StageElementTree, StageTree } from '../stage/stage-report.ts';

/** Roles of WAI-ARIA 1.2 that authors may give. */
const ROLES: ReadonlySet<string> = new Set(
  ('alert alertdialog application article banner blockquote button caption cell checkbox code columnheader combobox complementary contentinfo definition deletion dialog directory document ' +
    'emphasis feed figure form generic grid gridcell group heading img insertion link list listbox listitem log main marquee math menu menubar menuitem menuitemcheckbox menuitemradio meter ' +
    'navigation none note option paragraph presentation progressbar radio radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status strong subscript ' +
    'superscript switch tab table tablist tabpanel term textbox time timer toolbar tooltip tree treegrid treeitem').split(' '),
);

const NAMED_ROLES: ReadonlySet<string> = new Set(['button', 'link', 'checkbox', 'switch', 'tab', 'menuitem', 'radio', 'textbox', 'searchbox', 'combobox', 'slider', 'spinbutton', 'dialog', 'alertdialog']);
const FIELDS: ReadonlySet<string> = new Set(['input', 'select', 'textarea']);
const INTERACTIVE: ReadonlySet<string> = new Set(['button', 'a', 'input', 'select', 'textarea', 'label', 'option', 'summary', 'details', 'dialog', 'form', 'video', 'audio']);
const MOUSE = /^on(?:Click|DoubleClick|MouseDown|MouseUp|PointerDown|PointerUp)$/;

/** An element, and what is around it. */
interface Placed extends StageElementTree {
  readonly above: readonly StageElementTree[];
}

/**
 * Says what keeps somebody from using what is shown: elements without a name for those who do not see them, and elements
 * that no keyboard reaches. What needs a layout, such as contrast and focus, is not judged.
 */
export function checkAccess(shown: readonly StageTree[]): string | undefined {
  const elements = shown.flatMap((tree) => place(tree, []));
  const ids = elements.flatMap(({ attributes: { id } }) => (id === undefined ? [] : [id]));
  const twice = ids.find((id, at) => ids.indexOf(id) < at);
  if (twice !== undefined) return `two elements have the id "${twice}"`;
  return elements.map((element) => checkElement(element, elements)).find((reason) => reason !== undefined);
}

function place(tree: StageTree, above: readonly StageElementTree[]): readonly Placed[] {
  if (typeof tree === 'string') return [];
  return [{ ...tree, above }, ...tree.children.flatMap((child) => place(child, [...above, tree]))];
}

function checkElement(element: Placed, all: readonly Placed[]): string | undefined {
  const { tag, attributes, above } = element;
  if ([element, ...above].some((each) => each.attributes['aria-hidden'] === 'true' || each.attributes['hidden'] !== undefined)) return undefined;
  const roles = attributes['role']?.split(/\s+/) ?? [];
  const unknown = roles.find((role) => !ROLES.has(role) && !/^(?:doc|graphics)-/.test(role));
  if (unknown !== undefined) return `${describe(element)} has the role "${unknown}", which there is not`;
  if (Number(attributes['tabindex']) > 0) return `${describe(element)} has a tabindex above 0, which puts it before everything else`;
  const missing = ['aria-labelledby', 'aria-describedby'].flatMap((name) => attributes[name]?.split(/\s+/) ?? []).find((id) => !all.some((other) => other.attributes['id'] === id));
  if (missing !== undefined) return `${describe(element)} is named by "${missing}", which is not there`;
  if (tag === 'img' && attributes['alt'] === undefined && attributes['aria-label'] === undefined && !roles.includes('presentation') && !roles.includes('none')) return `${describe(element)} has no "alt"; an empty one says that it is only there to be looked at`;
  if (needsName(element, roles) && nameOf(element, all) === '') return `${describe(element)} has no name`;
  return isForMouseOnly(element, roles) ? `${describe(element)} can be clicked, and no keyboard reaches it` : undefined;
}

function needsName({ tag, attributes }: Placed, roles: readonly string[]): boolean {
  if (roles.some((role) => NAMED_ROLES.has(role)) || tag === 'button' || (tag === 'a' && attributes['href'] !== undefined)) return true;
  return FIELDS.has(tag) && !['hidden', 'submit', 'reset'].includes(attributes['type'] ?? '');
}

function isForMouseOnly({ tag, attributes, handlers, children }: Placed, roles: readonly string[]): boolean {
  if (!handlers.some((name) => MOUSE.test(name)) || INTERACTIVE.has(tag)) return false;
  const isReachable = attributes['tabindex'] !== undefined && (roles.length > 0 || handlers.some((name) => name.startsWith('onKey')));
  // Something inside of it is what is clicked.
  return !isReachable && !children.flatMap((child) => place(child, [])).some((each) => INTERACTIVE.has(each.tag) || each.attributes['tabindex'] !== undefined);
}

// The steps of "Accessible Name and Description Computation" that have a meaning without styles.
function nameOf(element: Placed, all: readonly Placed[]): string {
  const { tag, attributes, above } = element;
  const byIds = (attributes['aria-labelledby'] ?? '').split(/\s+/).map((id) => textOf(all.find((other) => other.attributes['id'] === id))).join(' ').trim();
  if (byIds !== '') return byIds;
  const own = attributes['aria-label']?.trim() ?? '';
  if (own !== '') return own;
  const labels = FIELDS.has(tag) ? [...all.filter((other) => other.tag === 'label' && other.attributes['for'] !== undefined && other.attributes['for'] === attributes['id']), ...above.filter((each) => each.tag === 'label')] : [];
  const content = FIELDS.has(tag) ? labels.map(textOf).join(' ') : textOf(element);
  const others = [attributes['alt'], attributes['type'] === 'button' ? attributes['value'] : undefined, attributes['title'], attributes['placeholder']];
  return [content, ...others].map((text) => text?.trim() ?? '').find((text) => text !== '') ?? '';
}

function textOf(tree: StageTree | undefined): string {
  if (tree === undefined || typeof tree === 'string') return tree ?? '';
  if (tree.attributes['aria-hidden'] === 'true') return '';
  const { 'aria-label': label, alt } = tree.attributes;
  return label ?? (tree.tag === 'img' ? (alt ?? '') : tree.tag === 'title' ? tree.children.map(textOf).join('') : tree.children.map(textOf).join(' '));
}

function describe({ tag, attributes, children }: StageElementTree): string {
  const [[name, value] = []] = Object.entries(attributes).filter(([each]) => ['type', 'class', 'id', 'src', 'href'].includes(each));
  const text = children.map(textOf).join(' ').trim().slice(0, 30);
  return `<${tag}${name === undefined ? '' : ` ${name}="${(value ?? '').slice(0, 40)}"`}>${text}`;
}
