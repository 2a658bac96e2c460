import { findNodeAtLocation, parseTree, type Node as JsonNode } from 'jsonc-parser';
import { isMap, isScalar, isSeq, parseDocument, type Node as YamlNode, type Pair } from 'yaml';
import { insertItem, insertKey, removeItem, type TextList, type TextMap, type TextSpan } from './text-list.ts';
import type { MissingPermission, PermissionChanges } from './inference/judge-permissions.ts';
import { normalizePermission } from './parse-permissions.ts';

/** The notation that a manifest is written in. */
export type Notation = 'json' | 'yaml';

/** The places of a manifest that are edited. */
interface Places {
  readonly root: TextMap;
  /** What is asked for without a choice; absent when that is nothing. */
  readonly permissions?: TextList<PermissionItem> | undefined;
  readonly optional?: TextList<PermissionItem> | undefined;
}

const KEYS = { permissions: 'permissions', optional: 'optional_permissions' } as const;

interface PermissionItem extends TextSpan {
  readonly permission: string;
  readonly hosts?: TextList;
}

/**
 * Changes the permissions in the text of a manifest. Everything else stays as it is: the order, the blanks, the comments.
 *
 * @param text - A manifest that can be parsed.
 */
export function editPermissions(text: string, notation: Notation, { missing, hosts, unused }: PermissionChanges): string {
  const read = notation === 'json' ? readJson : readYaml;
  // One after the other: each change moves what follows.
  const removed = unused.reduce((at, permission) => removePermission(at, read(at), permission), text);
  const narrowed = hosts.reduce((at, host) => addHost(at, read(at), quote(host, notation)), removed);
  return missing.reduce((at, permission) => addPermission(at, read(at), permission, notation), narrowed);
}

function removePermission(text: string, { permissions, optional }: Places, permission: string): string {
  for (const list of [permissions, optional]) {
    const index = list?.items.findIndex((item) => item.permission === permission) ?? -1;
    if (list !== undefined && index >= 0) return removeItem(text, list, index);
  }
  return text;
}

function addHost(text: string, { permissions, optional }: Places, host: string): string {
  const asked = [...(permissions?.items ?? []), ...(optional?.items ?? [])].find(({ permission }) => permission === 'external.api');
  return asked?.hosts === undefined ? text : insertItem(text, asked.hosts, [host]);
}

function addPermission(text: string, { root, permissions }: Places, { permission, hosts }: MissingPermission, notation: Notation): string {
  const isBlock = notation === 'yaml' && (permissions ?? root).isBlock;
  const item = hosts === undefined ? [quote(permission, notation)] : renderNarrowed(permission, hosts, notation, isBlock);
  return permissions === undefined ? insertKey(text, root, quote(KEYS.permissions, notation), item) : insertItem(text, permissions, item);
}

function renderNarrowed(permission: string, hosts: readonly string[], notation: Notation, isBlock: boolean): readonly string[] {
  const name = `${quote('permission', notation)}: ${quote(permission, notation)}`;
  const list = `${quote('hosts', notation)}: [${hosts.map((host) => quote(host, notation)).join(', ')}]`;
  return isBlock ? [name, list] : [`{ ${name}, ${list} }`];
}

// What is written here are names of permissions, hosts and fields: YAML needs no quotes for them.
function quote(text: string, notation: Notation): string {
  return notation === 'json' ? JSON.stringify(text) : text;
}

function readJson(text: string): Places {
  const root = parseTree(text);
  if (root?.type !== 'object') throw new TypeError('a manifest is an object');
  const read = (key: string): TextList<PermissionItem> | undefined => {
    const list = findNodeAtLocation(root, [key]);
    return list && { isBlock: false, ...spanOf(list), items: (list.children ?? []).map(readJsonItem) };
  };
  return { root: { isBlock: false, ...spanOf(root), items: (root.children ?? []).map(spanOf) }, permissions: read(KEYS.permissions), optional: read(KEYS.optional) };
}

function readJsonItem(node: JsonNode): PermissionItem {
  const hosts = node.type === 'object' ? findNodeAtLocation(node, ['hosts']) : undefined;
  const name: unknown = (node.type === 'object' ? findNodeAtLocation(node, ['permission']) : node)?.value;
  return { ...spanOf(node), permission: normalizePermission(String(name)), ...(hosts && { hosts: { isBlock: false, ...spanOf(hosts), items: (hosts.children ?? []).map(spanOf) } }) };
}

function spanOf({ offset, length }: JsonNode): TextSpan {
  return { start: offset, end: offset + length };
}

function readYaml(text: string): Places {
  const { contents } = parseDocument(text);
  if (!isMap(contents)) throw new TypeError('a manifest is an object');
  const read = (name: string): TextList<PermissionItem> | undefined => {
    const list = contents.items.find(({ key }) => isScalar(key) && key.value === name) as Pair<YamlNode, YamlNode | null> | undefined;
    return isSeq(list?.value) ? { ...readYamlList(list.value, list.key), items: list.value.items.map((item) => readYamlItem(item as YamlNode)) } : undefined;
  };
  const root = { isBlock: contents.flow !== true, ...rangeOf(contents), items: contents.items.map(({ key, value }) => rangeOf((value ?? key) as YamlNode)) };
  return { root, permissions: read(KEYS.permissions), optional: read(KEYS.optional) };
}

function readYamlItem(node: YamlNode): PermissionItem {
  const pair = (name: string): Pair<YamlNode, YamlNode> | undefined => (isMap(node) ? (node.items.find(({ key }) => isScalar(key) && key.value === name) as Pair<YamlNode, YamlNode> | undefined) : undefined);
  const hosts = pair('hosts');
  const name = isMap(node) ? pair('permission')?.value : node;
  return { ...rangeOf(node), permission: normalizePermission(isScalar(name) ? String(name.value) : ''), ...(isSeq(hosts?.value) && { hosts: readYamlList(hosts.value, hosts.key) }) };
}

function readYamlList(list: YamlNode & { readonly flow?: boolean; readonly items: readonly unknown[] }, key: YamlNode): TextList {
  return { isBlock: list.flow !== true, ...rangeOf(list), keyEnd: rangeOf(key).end, items: list.items.map((item) => rangeOf(item as YamlNode)) };
}

function rangeOf({ range }: YamlNode): TextSpan {
  const [start, end] = range ?? [0, 0];
  return { start, end };
}
