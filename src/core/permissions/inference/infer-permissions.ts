import { parse, type AnyNode } from 'acorn';
import { isOwnPath, readBundlePlaces, type BundlePlaces, type Place } from '../../coverage/bundle-places.ts';
import type { PermissionName } from '../catalog.ts';
import { listDeclaredServices, listOfferedNeeds, type OfferedNeed, type OfferingEntry } from './offered-needs.ts';
import { leaveOutSdk } from './leave-out-sdk.ts';
import { findUses, type FoundUse } from './find-uses.ts';
import { readProgram, type Owner, type ProgramIndex } from './read-program.ts';

/** A place in a source file. */
export interface SourcePlace {
  /** Relative to the plugin's folder, or `npm:…` in a package. */
  readonly file: string;
  /** From 1; absent where only the file is known. */
  readonly line?: number;
  readonly column?: number;
}

/** Something that needs a permission. */
export interface PermissionUse {
  /** What it is: `messages.send`, `fetch`, `onMessageReceived`, `the route "…"`. */
  readonly what: string;
  readonly kind: 'call' | 'hook' | 'offer';
  /** One of them; where there are several, the code does not tell which. */
  readonly permissions: readonly PermissionName[];
  readonly isCertain: boolean;
  /** Whether it is in the code of a package. */
  readonly isForeign: boolean;
  readonly place: SourcePlace;
  /** The servers that `fetch` calls, as far as the code tells. */
  readonly hosts?: readonly { readonly host: string; readonly place: SourcePlace }[];
}

/** What a plugin's code needs. */
export interface InferredPermissions {
  readonly uses: readonly PermissionUse[];
  /** Permissions of which nobody should say that the code has nothing to do with them. */
  readonly touched: ReadonlySet<PermissionName>;
}

/** A bundle, and what it has registered when it was loaded. */
export interface InferenceSubject {
  readonly code: string;
  /** As JSON text. */
  readonly sourceMap: string;
  readonly entries: readonly OfferingEntry[];
}

/**
 * Finds out which permissions a plugin's code needs, and where.
 *
 * @throws SyntaxError when bundle or map cannot be read.
 */
export function inferPermissions({ code, sourceMap, entries }: InferenceSubject): InferredPermissions {
  const map = JSON.parse(sourceMap) as SourceMap;
  const places = readBundlePlaces(code, map);
  const findPlace = (node: AnyNode): SourcePlace => toPlace(places, map, node);
  let owner: Owner = 'bundler';
  const findOwner = ({ start, end }: Pick<AnyNode, 'start' | 'end'>): Owner => {
    const span = places.find(start, end);
    // Helpers come first; what the bundler has put between the statements of a module belongs to it.
    if (span !== undefined) owner = nameOwner(map.sources[span.source] ?? '');
    return owner;
  };
  const { declared, code: rest } = leaveOutSdk(code);
  const index = readProgram(parse(rest, { ecmaVersion: 'latest', allowHashBang: true }), { declared, findOwner });
  const found = findUses(index);
  const offered = listOfferedNeeds(entries).map((need) => ({ ...need, isCertain: true, isForeign: false, place: findOffer(need, index, findPlace) }));
  return { uses: [...found.uses.map((use) => toUse(use, findPlace)), ...offered], touched: new Set([...found.touched, ...listDeclaredServices(entries)]) };
}

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
  readonly mappings: string;
}

function nameOwner(source: string): Owner {
  if (source === 'plexi-plugin/sdk') return 'sdk';
  return isOwnPath(source) ? 'plugin' : 'package';
}

// Packages that bring maps are named after what they were made of.
function nameFile(source: string): string {
  const [, inPackage] = /node_modules\/(?!.*node_modules\/)(.+)$/.exec(source) ?? [];
  return isOwnPath(source) || inPackage === undefined ? source : `npm:${inPackage}`;
}

function toUse({ what, permissions, isCertain, node, owner, hosts }: FoundUse, findPlace: (node: AnyNode) => SourcePlace): PermissionUse {
  return {
    what,
    kind: 'call',
    permissions,
    isCertain,
    isForeign: owner === 'package',
    place: findPlace(pickWord(node)),
    ...(hosts && { hosts: hosts.map((each) => ({ host: each.host, place: findPlace(each.node) })) }),
  };
}

// Of a chain over several lines, the line of the word that counts.
function pickWord(node: AnyNode): AnyNode {
  if (node.type === 'MemberExpression') return node.property;
  return node.type === 'Property' ? node.key : node;
}

function toPlace(places: BundlePlaces, { sources }: SourceMap, { start, end }: AnyNode): SourcePlace {
  const span = places.find(start, end);
  return span === undefined ? { file: '' } : { file: nameFile(sources[span.source] ?? ''), ...toPosition(span.start) };
}

function toPosition({ line, column }: Place): Pick<SourcePlace, 'line' | 'column'> {
  return { line, column: column + 1 };
}

/** Where the code has what it offers: a method of that name, the name as text, or else the class or definition of the entry point. */
function findOffer({ file, names }: OfferedNeed, { stored, texts, parents, bindings, kinds }: ProgramIndex, findPlace: (node: AnyNode) => SourcePlace): SourcePlace {
  const keys = [...stored].flatMap(([value, { name }]) => {
    const parent = parents.get(value);
    const hasKey = parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition' || parent?.type === 'Property';
    return hasKey && names.includes(name) ? [parent.key] : [];
  });
  const written = [...keys, ...names.flatMap((name) => texts.get(name) ?? [])];
  // The classes that plugins extend, and the functions that stand for them.
  const forms = [...bindings].flatMap(([node, { owner, name }]) => (owner === 'sdk' && (kinds.has(name) || name.startsWith('define')) ? [node] : []));
  const places = [written, forms].map((nodes) => nodes.map(findPlace).filter(({ line }) => line !== undefined));
  const [ofNames = [], ofForms = []] = places;
  return ofNames.find((place) => place.file === file) ?? ofForms.find((place) => place.file === file) ?? ofNames[0] ?? { file };
}
