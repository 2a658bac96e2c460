import type { AnyNode, AssignmentProperty, Expression, Identifier, MemberExpression, Property, Super } from 'acorn';
import { isPermissionName, type PermissionName } from '../catalog.ts';
import { findCapabilityPermission, listGuardedMethods, listServicePermissions } from '../methods.ts';
import { readHosts, type NamedHost } from './read-hosts.ts';
import { findCall, readKey, readMember, type Owner, type ProgramIndex } from './read-program.ts';
import { createValueTracer, findFunction, isText, type Origins, type ValueTracer } from './trace-values.ts';

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
    for (const member of this.#index.members) this.#readMember(member);
    for (const { property, definition } of this.#index.patterns) this.#readPattern(property, this.#tracer.resolveDefinition(definition));
    for (const [node, binding] of this.#index.bindings) {
      if (binding.owner === 'sdk' && binding.name.replace(/\d+$/, '') === 'fetch') this.#readFetch(node);
    }
    for (const text of this.#index.texts.keys()) if (isPermissionName(text)) this.touched.add(text);
  }

  #readMember(member: MemberExpression): void {
    const names = this.#readNames(member);
    if (names === undefined) {
      this.#readComputed(member);
      return;
    }
    for (const name of names) {
      if (METHODS.has(name)) this.#readMethod(member, member.object, name, this.#tracer.resolve(member.object));
      if (SERVICES.has(name) && hasService(this.#tracer.resolve(member), name) && !this.#isAccountedFor(member)) this.#touch(name);
    }
  }

  /** The names that a property may have: one, as a rule. */
  #readNames(member: MemberExpression): readonly string[] | undefined {
    const name = readMember(member);
    if (name !== undefined) return [name];
    const texts = [...this.#tracer.resolve(member.property)].map((origin) => (isText(origin) && origin.type === 'Literal' ? String(origin.value) : undefined));
    const known = texts.filter((text) => text !== undefined);
    return known.length > 0 && known.length === texts.length ? known : undefined;
  }

  #readPattern(property: Property | AssignmentProperty, from: Origins): void {
    const name = readKey(property);
    if (name === undefined) return;
    if (METHODS.has(name)) this.#readMethod(property, undefined, name, from);
    if (!SERVICES.has(name) || !isHost(from, this.#tracer)) return;
    const value: AnyNode = property.value;
    const variable = value.type === 'AssignmentPattern' ? value.left : value;
    if (variable.type === 'Identifier' && !this.#isVariableAccountedFor(variable)) this.#touch(name);
  }

  #readMethod(node: AnyNode, receiver: Expression | Super | undefined, method: string, from: Origins): void {
    const services = [...from].flatMap((origin) => (typeof origin === 'string' && origin.startsWith('service:') ? [origin.slice('service:'.length)] : []));
    for (const service of services) {
      const permission = findCapabilityPermission(service, method);
      if (permission !== undefined) this.#add(node, `${service}.${method}`, [permission], from.size === 1);
    }
    if (services.length > 0 || (from.size > 0 && !from.has('unknown'))) return;
    // Nobody can tell what it is called on: its name is all there is.
    const named = receiver === undefined ? undefined : readLastName(receiver);
    const permission = named === undefined ? undefined : findCapabilityPermission(named, method);
    if (permission !== undefined) this.#add(node, `${named}.${method}`, [permission], false);
  }

  // `this[name]` alone calls a plugin's own methods: only what a capability would have next to it speaks of one.
  #readComputed(member: MemberExpression): void {
    const from = this.#tracer.resolve(member.object);
    for (const origin of from) {
      if (typeof origin === 'string' && origin.startsWith('service:')) {
        const service = origin.slice('service:'.length);
        this.#add(member, `${service}[…]`, listServicePermissions(service), false);
      }
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
    this.uses.push({ what, permissions, isCertain: isCertain && place.isReached, node: place.node, owner: this.#ownerOf(place.node), ...(hosts && { hosts }) });
  }

  /** Where the author's own code has a use: what a package does is a use where it is called. */
  #findPlace(node: AnyNode): { readonly node: AnyNode; readonly isReached: boolean } {
    const seen = new Set<AnyNode>();
    for (const open: AnyNode[] = [node]; open.length > 0; ) {
      const at = open.shift();
      if (at === undefined || seen.has(at)) continue;
      seen.add(at);
      if (this.#ownerOf(at) === 'plugin') return { node: at, isReached: true };
      const around = findFunction(at, this.#index.parents);
      if (around !== undefined) open.push(...this.#tracer.listCallers(around).flatMap((caller) => (typeof caller === 'string' ? [] : [caller.call])));
    }
    return { node, isReached: false };
  }

  #ownerOf(node: AnyNode): Owner {
    for (let at: AnyNode | undefined = node; at !== undefined; at = this.#index.parents.get(at)) {
      const owner = this.#index.owners.get(at);
      if (owner !== undefined) return owner;
    }
    return 'bundler';
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

function hasService(origins: Origins, name: string): boolean {
  return origins.has(`service:${name}`);
}

function isHost(origins: Origins, tracer: ValueTracer): boolean {
  return [...origins].some((origin) => (typeof origin === 'string' ? origin === 'host' || origin === 'given' : origin.type === 'Instance' && tracer.isPlugin(origin.of)));
}

function readLastName(node: Expression | Super): string | undefined {
  if (node.type === 'Identifier') return node.name.replace(/\d+$/, '');
  return node.type === 'MemberExpression' ? readMember(node)?.replace(/^#_?/, '') : undefined;
}
