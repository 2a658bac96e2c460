import type { AnyNode, CallExpression, Expression, Identifier, MemberExpression, MethodDefinition, NewExpression, SpreadElement, Super, VariableDeclarator } from 'acorn';
import { ADDRESSES, functionsOf, HOST, isTaker, isText, loosen, NOTHING, OTHER, readService, union, UNKNOWN, type Instance, type Origin, type Origins } from './origins.ts';
import type { Definition, Owner, ProgramIndex, Step, Store } from './read-program.ts';
import {
  findCall, findConstructor, findFunction, findThisClass, findThisOwner, isClass, isFunction, listReturned, listSuperCalls, readHelper, readLoweredName, readMember, type ClassLike, type FunctionLike,
} from './syntax.ts';

/** Where a function is called, and with what: by the SDK, by the host with data, by code that cannot be seen, or by a call of the bundle. */
export type Caller = 'sdk' | 'host' | 'unknown' | { readonly call: CallExpression | NewExpression; readonly args: readonly (Expression | SpreadElement)[]; readonly self?: Expression | Super };

/** Follows values through a program. */
export interface ValueTracer {
  /** Sets how many steps may still be made. What is beyond is as if it could not be seen. */
  allow(steps: number): void;
  /** What an expression may be. Nothing at all: it is always `null` or `undefined`, or is never reached. */
  resolve(node: AnyNode): Origins;
  /** The names that a property which is read may have; `undefined` where they are not to be seen. */
  listNames(member: MemberExpression): readonly string[] | undefined;
  /** What a definition gives to a variable. */
  resolveDefinition(definition: Definition): Origins;
  /** Who calls a function, wherever its value goes. */
  listCallers(node: AnyNode): readonly Caller[];
  /** Whether a class extends one of the SDK. */
  isPlugin(of: ClassLike): boolean;
}

// Deeper, the stack would end.
const DEEPEST = 250;

/** Makes a tracer. @param services - The names of the capabilities. */
export function createValueTracer(index: ProgramIndex, services: ReadonlySet<string>): ValueTracer {
  return new Tracer(index, services);
}

class Tracer implements ValueTracer {
  readonly #index: ProgramIndex;
  readonly #services: ReadonlySet<string>;
  readonly #origins = new Map<AnyNode, Origins>();
  readonly #callers = new Map<AnyNode, readonly Caller[]>();
  readonly #parameters = new Map<FunctionLike, Map<number, Origins>>();
  readonly #instances = new Map<ClassLike, Instance>();
  readonly #offered = new Map<AnyNode, boolean>();
  #byName: ReadonlyMap<string, readonly (MemberExpression | CallExpression)[]> | undefined;
  readonly #open = new Set<unknown>();
  /** How often something was asked for that is being looked for already. */
  #cuts = 0;
  #steps = 0;
  #depth = 0;

  constructor(index: ProgramIndex, services: ReadonlySet<string>) {
    this.#index = index;
    this.#services = services;
  }

  allow(steps: number): void {
    this.#steps = steps;
  }

  resolve(node: AnyNode): Origins {
    return this.#once(this.#origins, node, node, NOTHING, UNKNOWN, () => this.#compute(node));
  }

  listNames(member: MemberExpression): readonly string[] | undefined {
    const name = readMember(member);
    if (name !== undefined) return [name];
    const texts = [...this.resolve(member.property)].map((origin) => (isText(origin) && origin.type === 'Literal' ? String(origin.value) : undefined));
    const known = texts.filter((text) => text !== undefined);
    return known.length > 0 && known.length === texts.length ? known : undefined;
  }

  resolveDefinition(definition: Definition): Origins {
    switch (definition.kind) {
      case 'value':
        return this.#follow(this.resolve(definition.value), definition.path);
      case 'parameter':
        return this.#follow(this.#resolveParameter(definition.of, definition.index), definition.path);
      case 'declared':
        return new Set([definition.node]);
      case 'unknown':
        return UNKNOWN;
    }
  }

  listCallers(node: AnyNode): readonly Caller[] {
    // Told from the key of the same node in `resolve`.
    const key = `callers ${node.start} ${node.end} ${node.type}`;
    return this.#once(this.#callers, node, key, [], ['unknown'] as const, () => this.#findCallers(node));
  }

  isPlugin(of: ClassLike): boolean {
    return this.#listChain(of).includes('sdk');
  }

  /** Computes an answer once. What goes round in circles adds nothing to itself; an answer that was cut short is not kept. */
  #once<Key, Answer>(known: Map<Key, Answer>, key: Key, mark: unknown, cut: Answer, beyond: Answer, compute: () => Answer): Answer {
    const before = known.get(key);
    if (before !== undefined) return before;
    const isOpen = this.#open.has(mark);
    if (isOpen || this.#steps <= 0 || this.#depth >= DEEPEST) {
      this.#cuts += 1;
      return isOpen ? cut : beyond;
    }
    const cuts = this.#cuts;
    this.#steps -= 1;
    this.#depth += 1;
    this.#open.add(mark);
    const answer = compute();
    this.#open.delete(mark);
    this.#depth -= 1;
    if (cuts === this.#cuts || this.#open.size === 0) known.set(key, answer);
    return answer;
  }

  #compute(node: AnyNode): Origins {
    switch (node.type) {
      case 'Identifier':
        return this.#resolveName(node);
      case 'ThisExpression':
      case 'Super':
        return this.#resolveThis(node);
      case 'MemberExpression':
        return this.#resolveMember(node);
      case 'CallExpression':
        return this.#resolveCall(node);
      case 'NewExpression':
        return this.#resolveNew(node);
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'FunctionDeclaration':
      case 'ClassExpression':
      case 'ClassDeclaration':
      case 'ObjectExpression':
        return new Set<Origin>([node]);
      case 'ConditionalExpression':
        return this.#resolveAll([node.consequent, node.alternate]);
      case 'LogicalExpression':
        return this.#resolveAll([node.left, node.right]);
      case 'SequenceExpression':
        return this.#resolveAll(node.expressions.slice(-1));
      case 'AssignmentExpression':
        return this.resolve(node.right);
      case 'AwaitExpression':
        return this.resolve(node.argument);
      case 'ChainExpression':
        return this.resolve(node.expression);
      case 'Literal':
        if (typeof node.value === 'string') return new Set([node]);
        return node.raw === 'null' ? NOTHING : OTHER;
      case 'TemplateLiteral':
        return new Set([node]);
      case 'BinaryExpression':
        return node.operator === '+' ? new Set([node]) : OTHER;
      case 'UnaryExpression':
        return node.operator === 'void' ? NOTHING : OTHER;
      case 'YieldExpression':
      case 'ImportExpression':
      case 'TaggedTemplateExpression':
        return UNKNOWN;
      default:
        return OTHER;
    }
  }

  #resolveAll(nodes: readonly AnyNode[]): Origins {
    return union(nodes.map((node) => this.resolve(node)));
  }

  #resolveName(node: Identifier): Origins {
    const binding = this.#index.bindings.get(node);
    if (binding === undefined) return node.name === 'undefined' ? NOTHING : OTHER;
    if (binding.owner === 'sdk') return new Set<Origin>([`sdk:${binding.name.replace(/\d+$/, '')}`]);
    return union(binding.definitions.map((definition) => this.resolveDefinition(definition)));
  }

  #resolveParameter(of: FunctionLike, index: number): Origins {
    const known = this.#parameters.get(of) ?? new Map<number, Origins>();
    this.#parameters.set(of, known);
    const mark = `parameter ${of.start} ${of.end} ${index}`;
    return this.#once(known, index, mark, NOTHING, UNKNOWN, () => union(this.listCallers(of).map((caller) => this.#resolveArgument(caller, index))));
  }

  #resolveArgument(caller: Caller, index: number): Origins {
    if (caller === 'sdk') return new Set(['given']);
    if (caller === 'host') return OTHER;
    if (caller === 'unknown') return UNKNOWN;
    const before = caller.args.slice(0, index + 1);
    if (before.some(({ type }) => type === 'SpreadElement')) return UNKNOWN;
    const argument = before[index];
    return argument === undefined ? NOTHING : this.resolve(argument);
  }

  #follow(from: Origins, path: readonly Step[]): Origins {
    return path.reduce<Origins>((at, step) => {
      if (step === '...') return at;
      return step === '?' ? loosen(at) : this.#readProperty(at, step.name);
    }, from);
  }

  #resolveThis(node: AnyNode): Origins {
    const { parents } = this.#index;
    const found = findThisClass(node, parents);
    if (found !== undefined) return new Set([this.#instanceOf(found)]);
    const owner = findThisOwner(node, parents);
    if (owner?.type === 'MethodDefinition' || owner?.type === 'PropertyDefinition') return this.#resolveStatic(owner);
    // What a file has outside of everything is nothing.
    if (owner === undefined) return NOTHING;
    if (owner.type !== 'FunctionExpression' && owner.type !== 'FunctionDeclaration') return UNKNOWN;
    const property = parents.get(owner);
    const object = property?.type === 'Property' && property.value === owner ? parents.get(property) : undefined;
    const selves = this.listCallers(owner).map((caller): Origins => {
      if (caller === 'unknown') return UNKNOWN;
      return typeof caller === 'string' || caller.self === undefined ? NOTHING : this.resolve(caller.self);
    });
    return union([...selves, ...(object?.type === 'ObjectExpression' ? [new Set([object])] : [])]);
  }

  #resolveStatic(element: AnyNode): Origins {
    const found = this.#findClassOf(element);
    return found === undefined ? UNKNOWN : new Set([found]);
  }

  #findClassOf(element: AnyNode): ClassLike | undefined {
    const body = this.#index.parents.get(element);
    const found = body && this.#index.parents.get(body);
    return found !== undefined && isClass(found) ? found : undefined;
  }

  #resolveMember(node: MemberExpression): Origins {
    const names = this.listNames(node);
    const object = this.resolve(node.object);
    return names === undefined ? loosen(object) : union(names.map((name) => this.#readProperty(object, name)));
  }

  #readProperty(objects: Origins, name: string): Origins {
    // Nobody reads a capability of a text, or of what is none of a plugin's objects: where there may be another one, that is meant.
    const holders = [...objects].filter((object) => object !== 'other' && !isText(object));
    if (holders.length > 0) return union(holders.map((object) => this.#readOne(object, name)));
    const texts = [...objects].filter((object) => isText(object) && ADDRESSES.includes(name));
    return objects.size === 0 ? NOTHING : texts.length > 0 ? new Set(texts) : OTHER;
  }

  #readOne(object: Origin, name: string): Origins {
    if (typeof object === 'string') {
      if (object === 'unknown') return union([UNKNOWN, this.#readStores(this.#index.stores.get(name) ?? [])]);
      if (object !== 'host' && object !== 'given') return OTHER;
      return this.#readHost(name, object) ?? OTHER;
    }
    if (object.type === 'Instance') return this.#readInstance(object, name);
    const stores = this.#listStores(name, object, (of) => of === object);
    const spread = object.type === 'ObjectExpression' ? object.properties.flatMap((each) => (each.type === 'SpreadElement' ? [each.argument] : [])) : [];
    const found = [...(stores.length > 0 ? [this.#readStores(stores)] : []), ...spread.map((each) => this.#readProperty(this.resolve(each), name))];
    return found.length === 0 ? OTHER : union(found);
  }

  #readHost(name: string, host: 'host' | 'given'): Origins | undefined {
    if (this.#services.has(name)) return new Set<Origin>([host === 'host' ? `service:${name}` : `given:${name}`]);
    return name === 'context' ? new Set([host]) : undefined;
  }

  #readInstance({ of }: Instance, name: string): Origins {
    const chain = this.#listChain(of);
    const stores = this.#listStores(name, of, (each) => chain.includes(each as ClassLike));
    if (stores.length > 0) return this.#readStores(stores);
    const host = chain.includes('sdk') ? this.#readHost(name, 'host') : undefined;
    return host ?? (chain.includes('unknown') ? UNKNOWN : OTHER);
  }

  /** What is put into the property of an object; of assignments those that may be to it. */
  #listStores(name: string, holder: AnyNode, isHolder: (of: AnyNode) => boolean): readonly Store[] {
    const holds = (origin: Origin): boolean => typeof origin !== 'string' && isHolder(origin.type === 'Instance' ? origin.of : origin);
    return (this.#index.stores.get(name) ?? []).filter(({ of, on, owner }) => (of !== undefined && isHolder(of)) || (on !== undefined && this.#isNear(owner, holder) && [...this.resolve(on)].some(holds)));
  }

  // Packages do not reach into what the author has made.
  #isNear(owner: Owner, holder: AnyNode): boolean {
    return owner === 'plugin' || this.#index.ownerOf(holder) !== 'plugin';
  }

  #readStores(stores: readonly Store[]): Origins {
    return union(stores.map(({ value, isGetter }) => (isGetter === true ? this.#resolveReturns(value) : this.resolve(value))));
  }

  /** A class and those that it extends; the last one may be the SDK's, or one that cannot be seen. */
  #listChain(of: ClassLike): readonly (ClassLike | 'sdk' | 'unknown')[] {
    const chain: (ClassLike | 'sdk' | 'unknown')[] = [of];
    for (let at: ClassLike = of; at.superClass; ) {
      const parents = [...this.resolve(at.superClass)];
      const [parent] = parents;
      if (parents.length !== 1 || parent === undefined) return [...chain, 'unknown'];
      // Of the SDK, only kinds of plugins have capabilities: not its errors, or `EventTarget`.
      if (typeof parent === 'string') return [...chain, ...(this.#index.kinds.has(parent.replace('sdk:', '')) ? ['sdk' as const] : parent.startsWith('sdk:') ? [] : ['unknown' as const])];
      if (!isClass(parent) || chain.includes(parent)) return [...chain, 'unknown'];
      chain.push(parent);
      at = parent;
    }
    return chain;
  }

  #instanceOf(of: ClassLike): Instance {
    const instance = this.#instances.get(of) ?? { type: 'Instance', of };
    this.#instances.set(of, instance);
    return instance;
  }

  #resolveNew(node: NewExpression): Origins {
    const isAddress = node.callee.type === 'Identifier' && ['URL', 'Request'].includes(node.callee.name.replace(/\d+$/, ''));
    return union([...this.resolve(node.callee)].map((made): Origins => {
      if (typeof made === 'string') return made === 'unknown' ? UNKNOWN : isAddress ? new Set([node]) : OTHER;
      return isClass(made) ? new Set([this.#instanceOf(made)]) : UNKNOWN;
    }));
  }

  #resolveCall(node: CallExpression): Origins {
    const helper = this.#resolveHelper(node);
    if (helper !== undefined) return helper;
    const [first] = node.arguments;
    if (first !== undefined && isPassing(node.callee, this.#index)) return this.resolve(first);
    const { callee } = node;
    const method = callee.type === 'MemberExpression' ? readMember(callee) : undefined;
    if (callee.type === 'MemberExpression' && (method === 'call' || method === 'apply' || method === 'bind')) {
      const called = functionsOf(this.resolve(callee.object));
      if (called.length > 0) return method === 'bind' ? new Set(called) : union(called.map((each) => this.#resolveReturns(each)));
    }
    return union([...this.resolve(callee)].map((called) => this.#resolveResult(called, node)));
  }

  #resolveResult(called: Origin, node: CallExpression): Origins {
    if (isText(called)) return new Set([called]);
    if (typeof called !== 'string') return called.type === 'Instance' || called.type === 'ObjectExpression' ? UNKNOWN : this.#resolveReturns(called);
    if (called === 'sdk:declareServices') return HOST;
    if (called === 'unknown') return UNKNOWN;
    // A function of the language may give back what it was given: `Object.assign({}, this)`.
    return called === 'other' && node.arguments.some((each) => this.#isHostly(each)) ? UNKNOWN : OTHER;
  }

  #isHostly(node: AnyNode): boolean {
    return [...this.resolve(node)].some((origin) => (typeof origin === 'string' ? origin === 'host' || readService(origin) !== undefined : origin.type === 'Instance' && this.isPlugin(origin.of)));
  }

  #resolveHelper(node: CallExpression): Origins | undefined {
    const helper = readHelper(node);
    const [object, , method] = node.arguments;
    if (helper === undefined || object === undefined) return undefined;
    if (helper === 'privateGet') return this.#readProperty(this.resolve(object), readLoweredName(node) ?? '');
    return helper === 'privateMethod' && method !== undefined ? this.resolve(method) : undefined;
  }

  #resolveReturns(of: AnyNode): Origins {
    if (!isFunction(of)) return UNKNOWN;
    if (of.generator) return OTHER;
    return of.body.type === 'BlockStatement' ? this.#resolveAll(listReturned(of.body)) : this.resolve(of.body);
  }

  #findCallers(node: AnyNode): readonly Caller[] {
    const reads = this.#index.declared.get(node)?.reads.flatMap((read) => this.listCallers(read)) ?? [];
    return node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration' ? reads : [...reads, ...this.#findCallersOfValue(node)];
  }

  #findCallersOfValue(node: AnyNode): readonly Caller[] {
    const { parents } = this.#index;
    const parent = parents.get(node);
    const call = findCall(node, parents);
    if (call !== undefined) return [{ call, args: call.arguments, ...(node.type === 'MemberExpression' && { self: node.object }) }];
    switch (parent?.type) {
      case 'VariableDeclarator':
        return this.#findCallersOfPattern(parent);
      case 'AssignmentExpression':
        return parent.left.type === 'Identifier' ? this.#listReaders(parent.left) : this.#findCallersOfStored(node);
      case 'ClassDeclaration':
      case 'ClassExpression':
        return this.#findCallersOfBase(parent);
      case 'MethodDefinition':
        return parent.kind === 'constructor' ? this.#findMakers(parent) : this.#findCallersOfMethod(parent, node);
      case 'PropertyDefinition':
      case 'Property':
        return parent.value === node || parent.type === 'Property' ? this.#findCallersOfStored(node) : [];
      case 'MemberExpression':
        return parent.object === node ? this.#findCallersThroughMember(parent) : [];
      case 'CallExpression':
      case 'NewExpression':
        return this.#findCallersOfArgument(parent, node);
      case 'ReturnStatement':
        return this.#findCallersOfReturned(node);
      case 'ArrowFunctionExpression':
        return parent.body === node ? this.#findCallersOfReturned(node) : [];
      case 'ArrayExpression':
      case 'SpreadElement':
        return this.listCallers(parent).some((caller) => caller === 'sdk') || this.#isOffered(parent) ? ['sdk'] : ['unknown'];
      case 'ConditionalExpression':
        return parent.test === node ? [] : this.listCallers(parent);
      case 'LogicalExpression':
      case 'SequenceExpression':
      case 'AwaitExpression':
      case 'ChainExpression':
        return this.listCallers(parent);
      case 'ExpressionStatement':
      case 'UnaryExpression':
      case 'BinaryExpression':
      case 'IfStatement':
        return [];
      default:
        return ['unknown'];
    }
  }

  // A constructor is called with its class.
  #findMakers(method: MethodDefinition): readonly Caller[] {
    const of = this.#findClassOf(method);
    return of === undefined ? [] : this.listCallers(of);
  }

  /** Who makes objects of a class below: the base gets what its constructor hands on, or else what it is given itself. */
  #findCallersOfBase(of: ClassLike): readonly Caller[] {
    const constructor = findConstructor(of);
    return constructor === undefined ? this.listCallers(of) : listSuperCalls(constructor.body).map((call) => ({ call, args: call.arguments }));
  }

  #listReaders(name: Identifier): readonly Caller[] {
    return this.#index.bindings.get(name)?.reads.flatMap((read) => this.listCallers(read)) ?? [];
  }

  #findCallersOfPattern({ id }: VariableDeclarator): readonly Caller[] {
    return id.type === 'Identifier' ? this.#listReaders(id) : ['unknown'];
  }

  // Hosts call the methods of a plugin with data: it has its capabilities itself.
  #findCallersOfMethod(method: MethodDefinition, node: AnyNode): readonly Caller[] {
    const of = this.#findClassOf(method);
    const isHook = of !== undefined && method.key.type !== 'PrivateIdentifier' && this.isPlugin(of);
    return [...(isHook ? (['host'] as const) : []), ...this.#listPropertyReads(node).flatMap((read) => this.listCallers(read))];
  }

  /** Who calls what is in a property: the SDK, where the object is handed to it, and whoever reads the property. */
  #findCallersOfStored(node: AnyNode): readonly Caller[] {
    return [...(this.#isOffered(node) ? (['sdk'] as const) : []), ...this.#listPropertyReads(node).flatMap((read) => this.listCallers(read))];
  }

  /** Whether something belongs to an object that the SDK gets. */
  #isOffered(node: AnyNode): boolean {
    const { parents } = this.#index;
    const parent = parents.get(node);
    const holder = parent && parents.get(parent);
    if (parent?.type === 'Property') return holder?.type === 'ObjectExpression' && this.#isOffered(holder);
    if (parent?.type === 'ArrayExpression' || parent?.type === 'SpreadElement') return this.#isOffered(parent);
    if (parent?.type === 'CallExpression' && parent.callee !== node) return [...this.resolve(parent.callee)].some(isTaker);
    if (parent?.type === 'PropertyDefinition') {
      const found = this.#findClassOf(parent);
      return found !== undefined && parent.key.type !== 'PrivateIdentifier' && this.isPlugin(found);
    }
    if (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') {
      const found = parent.left.object.type === 'ThisExpression' ? findThisClass(parent.left.object, parents) : undefined;
      return found !== undefined && this.isPlugin(found);
    }
    if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') {
      return this.#once(this.#offered, node, `offered ${node.start} ${node.end}`, false, false, () => this.#index.bindings.get(parent.id as Identifier)?.reads.some((read) => this.#isOffered(read)) ?? false);
    }
    return false;
  }

  #listPropertyReads(node: AnyNode): readonly AnyNode[] {
    const store = this.#index.stored.get(node);
    if (store === undefined) return [];
    const holders = store.of === undefined ? (store.on === undefined ? [] : [...this.resolve(store.on)]) : [store.of];
    const isHolder = (origin: Origin): boolean => holders.some((holder) => holder === origin || (typeof origin !== 'string' && origin.type === 'Instance' && this.#listChain(origin.of).includes(holder as ClassLike)));
    const readers = this.#membersByName().get(store.name) ?? [];
    return readers.filter((read) => this.#isNear(this.#index.ownerOf(read), node) && [...this.resolve(read.type === 'MemberExpression' ? read.object : (read.arguments[0] ?? read))].some(isHolder));
  }

  #membersByName(): ReadonlyMap<string, readonly (MemberExpression | CallExpression)[]> {
    if (this.#byName !== undefined) return this.#byName;
    const named = new Map<string, (MemberExpression | CallExpression)[]>();
    for (const read of [...this.#index.members, ...this.#index.lowered]) {
      const name = read.type === 'MemberExpression' ? readMember(read) : readLoweredName(read);
      if (name === undefined) continue;
      const others = named.get(name) ?? [];
      others.push(read);
      named.set(name, others);
    }
    this.#byName = named;
    return named;
  }

  // `f.call(self, …)`, `f.bind(self)`; of an object, what is read of it.
  #findCallersThroughMember(member: MemberExpression): readonly Caller[] {
    const name = readMember(member);
    const call = findCall(member, this.#index.parents);
    const [self, ...args] = call?.arguments ?? [];
    if (call === undefined || self?.type === 'SpreadElement') return ['unknown'];
    if (name === 'call') return [{ call, args, ...(self && { self }) }];
    if (name === 'apply') return ['unknown'];
    if (name === 'bind') return this.listCallers(call).map((caller) => (typeof caller === 'string' ? caller : { ...caller, args: [...args, ...caller.args], ...(self && { self }) }));
    return [];
  }

  #findCallersOfArgument(call: CallExpression | NewExpression, node: AnyNode): readonly Caller[] {
    if (call.type === 'CallExpression' && readHelper(call) === 'privateMethod') return this.listCallers(call);
    if (call.type === 'CallExpression' && ['privateAdd', 'privateSet', 'publicField'].includes(readHelper(call) ?? '')) return this.#findCallersOfStored(node);
    const index = call.arguments.findIndex((each) => each === node);
    return [...this.resolve(call.callee)].flatMap((called): readonly Caller[] => {
      if (typeof called === 'string') return [isTaker(called) ? 'sdk' : 'unknown'];
      const target = isClass(called) ? findConstructor(called) : called;
      if (target === undefined || !isFunction(target)) return ['unknown'];
      const parameter = target.params[index];
      return parameter?.type === 'Identifier' ? this.#listReaders(parameter) : ['unknown'];
    });
  }

  #findCallersOfReturned(node: AnyNode): readonly Caller[] {
    const owner = findFunction(node, this.#index.parents);
    if (owner === undefined) return ['unknown'];
    return this.listCallers(owner).flatMap((caller) => (typeof caller === 'string' ? [caller] : this.listCallers(caller.call)));
  }
}

// `Object.freeze(x)` is x.
function isPassing(callee: AnyNode, { bindings }: ProgramIndex): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || bindings.has(callee.object)) return false;
  return ['Object.freeze', 'Object.seal', 'Promise.resolve'].includes(`${callee.object.name}.${readMember(callee) ?? ''}`);
}
