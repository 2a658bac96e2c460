import type { AnyNode, AssignmentProperty, Expression, Identifier, MemberExpression, Property, Super } from 'acorn';
import { isPermissionName, type PermissionName } from '../catalog.ts';
import { findCapabilityPermission, listGuardedMethods, listServicePermissions } from '../methods.ts';
import { readHosts, type NamedHost } from './read-hosts.ts';
import { readService, type Origins } from './origins.ts';
import type { Owner, ProgramIndex } from './read-program.ts';
import { findCall, findFunction, readKey, readMember } from './syntax.ts';
import { createValueTracer, type ValueTracer } from './trace-values.ts';

/** A place in the code that needs a permission. */
export interface FoundUse {
  /** What is used there: `messages.send`, `fetch`. */
  readonly what: string;
  /** One of them; where there are several, the code does not tell which. */
  readonly permissions: readonly PermissionName[];
  /** Whether it is what it looks like, and is reached. */
  readonly isCertain: boolean;
  readonly node: AnyNode;
  readonly owner: Owner;
  /** The servers that are called. */
  readonly hosts?: readonly NamedHost[];
}

/** What a program needs. */
export interface FoundUses {
  readonly uses: readonly FoundUse[];
  /** Permissions that the code has to do with in a way that says nothing more. */
  readonly touched: ReadonlySet<PermissionName>;
}

const GUARDED = listGuardedMethods();
const SERVICES: ReadonlySet<string> = new Set(GUARDED.keys());
const METHODS: ReadonlySet<string> = new Set([...GUARDED.values()].flat());

// For each place in the author's code, and for all packages together: enough for any plugin, and bounded for those that are not.
const STEPS_OF_OWN = 20_000;
const STEPS_OF_PACKAGES = 200_000;

/** Finds what in a program needs a permission. */
export function findUses(index: ProgramIndex): FoundUses {
  const finder = new UseFinder(index);
  finder.findAll();
  return { uses: finder.uses, touched: finder.touched };
}

class UseFinder {
  readonly uses: FoundUse[] = [];
  readonly touched = new Set<PermissionName>();
  readonly #index: ProgramIndex;
  readonly #tracer: ValueTracer;

  constructor(index: ProgramIndex) {
    this.#index = index;
    this.#tracer = createValueTracer(index, SERVICES);
  }

  findAll(): void {
    // The author's own code first: whatever a package is like, it has no share in these steps.
    this.#findIn((owner) => owner !== 'package', () => { this.#tracer.allow(STEPS_OF_OWN); });
    this.#tracer.allow(STEPS_OF_PACKAGES);
    this.#findIn((owner) => owner === 'package', () => undefined);
    for (const text of this.#index.texts.keys()) if (isPermissionName(text)) this.touched.add(text);
  }

  #findIn(isWanted: (owner: Owner) => boolean, prepare: () => void): void {
    const { members, patterns, bindings } = this.#index;
    const begin = (node: AnyNode): boolean => {
      prepare();
      return isWanted(this.#index.ownerOf(node));
    };
    for (const member of members) if (begin(member)) this.#readMember(member);
    for (const { property, definition } of patterns) if (begin(property)) this.#readPattern(property, this.#tracer.resolveDefinition(definition));
    for (const [node, binding] of bindings) if (binding.owner === 'sdk' && binding.name.replace(/\d+$/, '') === 'fetch' && begin(node)) this.#readFetch(node);
  }

  #readMember(member: MemberExpression): void {
    const names = this.#tracer.listNames(member);
    if (names === undefined) {
      this.#readComputed(member);
      return;
    }
    for (const name of names) {
      if (METHODS.has(name)) this.#readMethod(member, name, this.#tracer.resolve(member.object));
      if (SERVICES.has(name)) this.#readService(member, name);
    }
  }

  #readService(member: MemberExpression, name: string): void {
    const isCapability = [...this.#tracer.resolve(member)].some((origin) => readService(origin) === name);
    const parent = this.#index.parents.get(member);
    // What is read of it right here is looked at by its own name.
    const isRead = parent?.type === 'MemberExpression' && parent.object === member && readMember(parent) !== undefined;
    if (isCapability ? !this.#isAccountedFor(member) : isHidden(this.#tracer.resolve(member.object)) && !isRead) this.#touch(name);
  }

  #readPattern(property: Property | AssignmentProperty, from: Origins): void {
    const name = readKey(property);
    if (name === undefined) return;
    if (METHODS.has(name)) this.#readMethod(property, name, from);
    if (!SERVICES.has(name)) return;
    const variable = readVariable(property.value);
    const isOpen = isHost(from, this.#tracer) && variable !== undefined && !this.#isVariableAccountedFor(variable);
    if (isOpen || isHidden(from)) this.#touch(name);
  }

  #readMethod(node: MemberExpression | Property | AssignmentProperty, method: string, from: Origins): void {
    const services = [...from].map(readService).filter((service) => service !== undefined);
    const isCalled = this.#isCalled(node);
    for (const service of services) {
      const permission = findCapabilityPermission(service, method);
      if (permission === undefined) continue;
      // Data has properties of every name, but none that can be called.
      if (isCalled || from.has(`service:${service}`)) this.#add(node, `${service}.${method}`, [permission], from.size === 1);
      else this.touched.add(permission);
    }
    if (services.length > 0 || !isHidden(from)) return;
    // Nobody can tell what it is called on: its name is all there is.
    const named = node.type === 'MemberExpression' ? readLastName(node.object) : undefined;
    const permission = named === undefined ? undefined : findCapabilityPermission(named, method);
    if (permission === undefined) return;
    if (isCalled && (from.size === 0 || from.has('unknown'))) this.#add(node, `${named}.${method}`, [permission], false);
    else this.touched.add(permission);
  }

  #isCalled(node: MemberExpression | Property | AssignmentProperty): boolean {
    const { parents, bindings } = this.#index;
    if (node.type === 'MemberExpression') return findCall(node, parents) !== undefined;
    const variable = readVariable(node.value);
    return variable !== undefined && (bindings.get(variable)?.reads.some((read) => findCall(read, parents) !== undefined) ?? false);
  }

  // `this[name]` alone calls a plugin's own methods: only what a capability would have next to it speaks of one.
  #readComputed(member: MemberExpression): void {
    const from = this.#tracer.resolve(member.object);
    for (const origin of from) {
      const service = origin === `given:${readService(origin) ?? ''}` ? undefined : readService(origin);
      if (service !== undefined) this.#add(member, `${service}[…]`, listServicePermissions(service), false);
    }
    const parent = this.#index.parents.get(member);
    const isCapability = parent?.type === 'MemberExpression' && parent.object === member;
    const method = isCapability ? readMember(parent) : undefined;
    if (!isHost(from, this.#tracer) || (from.has('given') && !isCapability) || (!from.has('host') && !isCapability)) return;
    const services = [...GUARDED].filter(([, methods]) => method === undefined || methods.includes(method)).map(([service]) => service);
    const permissions = services.flatMap((service) => (method === undefined ? listServicePermissions(service) : (findCapabilityPermission(service, method) ?? [])));
    if (permissions.length > 0) this.#add(member, `[…]${method === undefined ? '' : `.${method}`}`, [...new Set(permissions)], false);
  }

  #readFetch(node: Identifier): void {
    const parent = this.#index.parents.get(node);
    if (parent?.type === 'UnaryExpression') return;
    const callers = this.#tracer.listCallers(node);
    const addresses = callers.map((caller) => (typeof caller === 'string' ? undefined : caller.args[0]));
    const found = addresses.map((address) => (address === undefined ? undefined : readHosts(address, this.#tracer)));
    const isCalled = callers.some((caller) => typeof caller !== 'string');
    this.#add(node, 'fetch', ['external.api'], isCalled, found.flatMap((each) => each?.hosts ?? []));
  }

  #add(node: AnyNode, what: string, permissions: readonly PermissionName[], isCertain: boolean, hosts?: readonly NamedHost[]): void {
    const place = this.#findPlace(node);
    this.uses.push({ what, permissions, isCertain: isCertain && place.isReached, node: place.node, owner: this.#index.ownerOf(place.node), ...(hosts && { hosts }) });
  }

  /** Where the author's own code has a use: what a package does is a use where it is called. */
  #findPlace(node: AnyNode): { readonly node: AnyNode; readonly isReached: boolean } {
    const seen = new Set<AnyNode>();
    for (const open: AnyNode[] = [node]; open.length > 0; ) {
      const at = open.shift();
      if (at === undefined || seen.has(at)) continue;
      seen.add(at);
      if (this.#index.ownerOf(at) === 'plugin') return { node: at, isReached: true };
      const around = findFunction(at, this.#index.parents);
      if (around !== undefined) open.push(...this.#tracer.listCallers(around).flatMap((caller) => (typeof caller === 'string' ? [] : [caller.call])));
    }
    return { node, isReached: false };
  }

  #touch(service: string): void {
    for (const permission of listServicePermissions(service)) this.touched.add(permission);
  }

  /** Whether everything that is done with a capability is to be seen: it is used where it is, or by a variable's name. */
  #isAccountedFor(node: AnyNode): boolean {
    const parent = this.#index.parents.get(node);
    if (parent?.type === 'MemberExpression') return parent.object === node && readMember(parent) !== undefined && findCall(node, this.#index.parents) === undefined;
    // Only data can be gone through.
    if (parent?.type === 'ForOfStatement') return true;
    if (parent?.type !== 'VariableDeclarator' || parent.init !== node) return false;
    return parent.id.type === 'ObjectPattern' || (parent.id.type === 'Identifier' && this.#isVariableAccountedFor(parent.id));
  }

  #isVariableAccountedFor(name: Identifier): boolean {
    return this.#index.bindings.get(name)?.reads.every((read) => this.#isAccountedFor(read)) ?? false;
  }
}

function readVariable(node: AnyNode): Identifier | undefined {
  const variable = node.type === 'AssignmentPattern' ? node.left : node;
  return variable.type === 'Identifier' ? variable : undefined;
}

// A plugin may be in a list or a map, where it cannot be followed: nothing there is called unused.
function isHidden(origins: Origins): boolean {
  return origins.size === 0 || origins.has('unknown') || origins.has('other');
}

function isHost(origins: Origins, tracer: ValueTracer): boolean {
  return [...origins].some((origin) => (typeof origin === 'string' ? origin === 'host' || origin === 'given' : origin.type === 'Instance' && tracer.isPlugin(origin.of)));
}

function readLastName(node: Expression | Super): string | undefined {
  if (node.type === 'Identifier') return node.name.replace(/\d+$/, '');
  return node.type === 'MemberExpression' ? readMember(node)?.replace(/^#_?/, '') : undefined;
}
