import { listTags, type HtmlTag } from '../../core/ui/html-tags.ts';

/** Says what is wrong with a static page of a plugin; what a frame refuses to load, its bundler has told. */
export function checkPage(html: string): string | undefined {
  const tags = listTags(html);
  const find = (name: string): HtmlTag | undefined => tags.find((tag) => tag.name === name);
  if ((find('title')?.text.trim() ?? '') === '') return 'it has no title';
  if ((find('html')?.attributes.get('lang')?.trim() ?? '') === '') return 'its <html> does not say in which language it is ("lang")';
  const picture = tags.find(({ name, attributes }) => name === 'img' && !attributes.has('alt'));
  if (picture !== undefined) return `the picture ${(picture.attributes.get('src') ?? '').slice(0, 60)} has no "alt"`;
  const handler = tags.flatMap(({ name, attributes }) => [...attributes.keys()].filter((each) => each.startsWith('on')).map((each) => `"${each}" of <${name}>`))[0];
  if (handler !== undefined) return `the script in ${handler} is not run`;
  return tags.map((tag) => checkLink(tag, tags)).find((reason) => reason !== undefined) ?? checkFields(tags);
}

// A frame leads nowhere: only places on the same page can be reached.
function checkLink({ name, attributes }: HtmlTag, tags: readonly HtmlTag[]): string | undefined {
  const address = attributes.get('href');
  if (name !== 'a' || address === undefined) return undefined;
  if (!address.startsWith('#')) return `the link to "${address.slice(0, 80)}" leads out of the page, which a frame does not allow`;
  const target = decodeURIComponent(address.slice(1).replace(/%(?![0-9a-f]{2})/gi, '%25'));
  const isThere = target === '' || target === 'top' || tags.some((tag) => tag.attributes.get('id') === target || tag.attributes.get('name') === target);
  return isThere ? undefined : `the link to "${address}" leads nowhere`;
}

function checkFields(tags: readonly HtmlTag[]): string | undefined {
  const labelled = new Set(tags.flatMap(({ name, attributes }) => (name === 'label' ? [attributes.get('for')] : [])));
  const field = tags.find(({ name, attributes }, at) => {
    if (!['input', 'select', 'textarea'].includes(name) || ['hidden', 'submit', 'reset', 'button', 'image'].includes(attributes.get('type') ?? '')) return false;
    const id = attributes.get('id');
    const isNamed = ['aria-label', 'aria-labelledby', 'title', 'placeholder'].some((each) => (attributes.get(each) ?? '') !== '');
    // End tags are not listed: a label right before it that names nothing else may be around it.
    const before = tags.slice(0, at).findLast((tag) => tag.name === 'label');
    return !isNamed && !(id !== undefined && labelled.has(id)) && (before === undefined || before.attributes.has('for'));
  });
  return field && `the field <${field.name}> has no label`;
}
