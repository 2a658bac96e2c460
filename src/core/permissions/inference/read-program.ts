import type {
  AnyNode, AssignmentProperty, CallExpression, Expression, Identifier, Literal, MemberExpression, MethodDefinition, ModuleDeclaration, Pattern, Program, Property, PropertyDefinition, Statement, Super,
} from 'acorn';
import { findThisClass, listChildren, readHelper, readKey, readLoweredName, readMember, type ClassLike, type FunctionLike, type Parents } from './syntax.ts';

/** Whose code a part of a bundle is: the plugin's own, that of a package, of the SDK, or the bundler's. */
export type Owner = 'plugin' | 'package' | 'sdk' | 'bundler';

/** A way into a value that is taken apart: the name of a property, `...` for the rest, or `?` for what has no name. */
export type Step = { readonly name: string } | '...' | '?';

/** One of the values that a variable has. */
export type Definition =
  | { readonly kind: 'value'; readonly value: Expression; readonly path: readonly Step[] }
  | { readonly kind: 'parameter'; readonly of: FunctionLike; readonly index: number; readonly path: readonly Step[] }
  | { readonly kind: 'declared'; readonly node: FunctionLike | ClassLike }
  | { readonly kind: 'unknown' };

/** A variable, a function or a class. */
export interface Binding {
  readonly name: string;
  readonly owner: Owner;
  readonly definitions: Definition[];
  /** Where its value is read. */
  readonly reads: Identifier[];
}

/** A value that is put into a property. */
export interface Store {
  readonly value: Expression | FunctionLike;
  /** Whose property it is; absent for an assignment to {@link on}. */
  readonly of?: AnyNode;
  /** What is assigned to, where it has to be looked up. */
  readonly on?: Expression | Super;
  readonly isGetter?: boolean;
  readonly owner: Owner;
}

/** The same, by the name of the property. */
export interface NamedStore extends Store {
  readonly name: string;
}

/** A part of a pattern such as `{ send }`, which reads a property. */
export interface PatternRead {
  readonly property: Property | AssignmentProperty;
  /** The value that is taken apart, as a variable would be defined by it. */
  readonly definition: Definition;
}

/** What names mean in a program, and how its parts hang together. */
export interface ProgramIndex {
  readonly parents: Parents;
  /** What names in the code mean. What has none is global. */
  readonly bindings: ReadonlyMap<Identifier, Binding>;
  /** Functions and classes, as they are declared. */
  readonly declared: ReadonlyMap<AnyNode, Binding>;
  /** By name, with `#` before private ones. */
  readonly stores: ReadonlyMap<string, readonly Store[]>;
  /** By value. */
  readonly stored: ReadonlyMap<AnyNode, NamedStore>;
  /** Where properties are read, whatever their names. */
  readonly members: readonly MemberExpression[];
  /** Where private members are read that the bundler has lowered: `__privateGet(object, _name)`. */
  readonly lowered: readonly CallExpression[];
  readonly patterns: readonly PatternRead[];
  /** Strings that stand alone, by what they say. */
  readonly texts: ReadonlyMap<string, readonly Literal[]>;
  /** The classes of the SDK that are kinds of plugins. */
  readonly kinds: ReadonlySet<string>;
  /** Whose code a node is. */
  ownerOf(node: AnyNode): Owner;
}

type Top = Statement | ModuleDeclaration;

/** What reading a program takes. */
interface ReadOptions {
  /** What the SDK declares, where its code was left out. */
  readonly declared: readonly SdkName[];
  /** Whose code a statement at the top is. */
  readonly findOwner: (statement: Top) => Owner;
}

type SdkName = readonly [name: string, base?: string | undefined];

/** Reads a bundle, but for the code of the SDK. */
export function readProgram(program: Program, { declared, findOwner }: ReadOptions): ProgramIndex {
  const reader = new ProgramReader();
  reader.declareSdk(declared);
  for (const statement of unwrap(program)) reader.readTop(statement, findOwner(statement));
  return reader.finish();
}

// A bundle is one function that is called where it stands.
function unwrap({ body }: Program): readonly Top[] {
  return body.flatMap((statement): readonly Top[] => {
    const call = statement.type === 'ExpressionStatement' && statement.expression.type === 'CallExpression' ? statement.expression.callee : undefined;
    const isBundle = call?.type === 'ArrowFunctionExpression' && call.body.type === 'BlockStatement';
    return isBundle && call.body.type === 'BlockStatement' ? call.body.body : [statement];
  });
}

interface Scope {
  readonly names: Map<string, Binding>;
  readonly parent?: Scope;
  /** Where `var` belongs. */
  readonly hoist?: Scope;
}

class ProgramReader {
  readonly #parents = new Map<AnyNode, AnyNode>();
  readonly #stores = new Map<string, Store[]>();
  readonly #stored = new Map<AnyNode, NamedStore>();
  /** The class that a class of the SDK extends. */
  readonly #bases = new Map<string, string>();
  readonly #declared = new Map<AnyNode, Binding>();
  readonly #members: MemberExpression[] = [];
  readonly #lowered: CallExpression[] = [];
  readonly #patterns: PatternRead[] = [];
  readonly #texts = new Map<string, Literal[]>();
  readonly #owners = new Map<AnyNode, Owner>();
  readonly #top: Scope = { names: new Map() };
  readonly #reads: (readonly [Identifier, Scope])[] = [];
  readonly #writes: (readonly [Identifier, Scope, Definition])[] = [];
  #owner: Owner = 'bundler';

  declareSdk(names: readonly SdkName[]): void {
    this.#owner = 'sdk';
    for (const [name, base] of names) {
      this.#declare(name, this.#top);
      if (base !== undefined) this.#bases.set(name, base);
    }
  }

  readTop(statement: Top, owner: Owner): void {
    this.#owner = owner;
    if (owner === 'sdk') this.declareSdk(listDeclared(statement));
    if (owner === 'bundler') for (const [name] of listDeclared(statement)) this.#declare(name, this.#top);
    if (owner === 'sdk' || owner === 'bundler') {
      // What the bundler has no place for may still stand between an author's own statements.
      if (owner === 'sdk' || statement.type !== 'ExpressionStatement') return;
    }
    this.#owners.set(statement, owner);
    this.#visit(statement, this.#top);
  }

  finish(): ProgramIndex {
    const bindings = new Map<Identifier, Binding>();
    for (const [node, scope, definition] of this.#writes) {
      const binding = find(node.name, scope);
      if (binding === undefined) continue;
      binding.definitions.push(definition);
      bindings.set(node, binding);
    }
    for (const [node, scope] of this.#reads) {
      const binding = find(node.name, scope);
      if (binding === undefined) continue;
      bindings.set(node, binding);
      binding.reads.push(node);
    }
    return { parents: this.#parents, bindings, declared: this.#declared, stores: this.#stores, stored: this.#stored, members: this.#members, lowered: this.#lowered, patterns: this.#patterns, texts: this.#texts, kinds: this.#listKinds(), ownerOf: (node) => this.#ownerOf(node) };
  }

  #listKinds(): ReadonlySet<string> {
    const isKind = (name: string | undefined): boolean => name !== undefined && (/^Plugin\d*$/.test(name) || isKind(this.#bases.get(name)));
    return new Set(['Plugin', ...[...this.#bases.keys()].filter(isKind).map((name) => name.replace(/\d+$/, ''))]);
  }

  #ownerOf(node: AnyNode): Owner {
    for (let at: AnyNode | undefined = node; at !== undefined; at = this.#parents.get(at)) {
      const owner = this.#owners.get(at);
      if (owner !== undefined) return owner;
    }
    return 'bundler';
  }

  #visit(node: AnyNode, scope: Scope): void {
    switch (node.type) {
      case 'Identifier':
        this.#reads.push([node, scope]);
        break;
      case 'Literal':
        if (typeof node.value === 'string') this.#texts.set(node.value, [...(this.#texts.get(node.value) ?? []), node]);
        break;
      case 'FunctionDeclaration':
        if (node.id) this.#define(node, node.id.name, scope);
        this.#visitFunction(node, scope);
        break;
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        this.#visitFunction(node, scope);
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        this.#visitClass(node, scope);
        break;
      case 'VariableDeclaration': {
        const home = node.kind === 'var' ? (scope.hoist ?? scope) : scope;
        for (const declarator of node.declarations) {
          this.#adopt(declarator, node);
          const definition = declarator.init ? ({ kind: 'value', value: declarator.init, path: [] } as const) : undefined;
          this.#adopt(declarator.id, declarator);
          this.#bind(declarator.id, scope, definition, home);
          if (declarator.init) this.#visitChild(declarator.init, declarator, scope);
        }
        break;
      }
      case 'AssignmentExpression': {
        this.#adopt(node.left, node);
        const isPlain = ['=', '??=', '||=', '&&='].includes(node.operator);
        this.#bind(node.left, scope, isPlain ? { kind: 'value', value: node.right, path: [] } : { kind: 'unknown' });
        this.#visitChild(node.right, node, scope);
        break;
      }
      case 'ForInStatement':
      case 'ForOfStatement': {
        const inner = enter(scope);
        this.#adopt(node.left, node);
        const isDeclared = node.left.type === 'VariableDeclaration';
        const home = isDeclared && node.left.type === 'VariableDeclaration' && node.left.kind === 'var' ? (scope.hoist ?? scope) : inner;
        for (const pattern of node.left.type === 'VariableDeclaration' ? node.left.declarations.map(({ id }) => id) : [node.left]) {
          this.#bind(pattern, inner, { kind: 'unknown' }, isDeclared ? home : undefined);
        }
        this.#visitChild(node.right, node, scope);
        this.#visitChild(node.body, node, inner);
        break;
      }
      case 'CatchClause': {
        const inner = enter(scope);
        if (node.param) this.#bind(node.param, inner, { kind: 'unknown' }, inner);
        this.#visitChild(node.body, node, inner);
        break;
      }
      case 'BlockStatement':
      case 'ForStatement':
      case 'SwitchStatement':
      case 'StaticBlock':
        this.#visitChildren(node, enter(scope));
        break;
      case 'MemberExpression':
        this.#members.push(node);
        this.#visitChild(node.object, node, scope);
        if (node.computed) this.#visitChild(node.property, node, scope);
        break;
      case 'CallExpression':
        this.#readLowered(node);
        this.#visitChildren(node, scope);
        break;
      case 'ObjectExpression':
        for (const property of node.properties) {
          if (property.type === 'Property') {
            this.#store(readKey(property), { value: property.value, of: node, isGetter: property.kind === 'get' });
            this.#visitProperty(property, node, scope);
          } else this.#visitChild(property, node, scope);
        }
        break;
      case 'LabeledStatement':
        this.#visitChild(node.body, node, scope);
        break;
      case 'BreakStatement':
      case 'ContinueStatement':
        break;
      default:
        this.#visitChildren(node, scope);
    }
  }

  #visitFunction(node: FunctionLike, scope: Scope): void {
    const names = new Map<string, Binding>();
    const inner: Scope = { names, parent: scope };
    const own: Scope = { names, parent: scope, hoist: inner };
    if (node.type === 'FunctionExpression' && node.id) this.#define(node, node.id.name, own);
    node.params.forEach((parameter, index) => {
      this.#adopt(parameter, node);
      this.#bind(parameter, own, { kind: 'parameter', of: node, index, path: [] }, own);
    });
    this.#visitChild(node.body, node, own);
  }

  #visitClass(node: ClassLike, scope: Scope): void {
    const inner = enter(scope);
    if (node.id) this.#define(node, node.id.name, node.type === 'ClassDeclaration' ? scope : inner);
    if (node.superClass) this.#visitChild(node.superClass, node, scope);
    this.#adopt(node.body, node);
    for (const element of node.body.body) {
      if (element.type === 'StaticBlock') this.#visitChild(element, node.body, inner);
      else {
        const { value } = element;
        if (value) this.#store(readKey(element), { value, of: node, isGetter: element.type === 'MethodDefinition' && element.kind === 'get' });
        this.#visitProperty(element, node.body, inner);
      }
    }
  }

  #visitProperty(node: Property | PropertyDefinition | MethodDefinition, parent: AnyNode, scope: Scope): void {
    this.#adopt(node, parent);
    if (node.computed) this.#visitChild(node.key, node, scope);
    // The text of a key is no text that the code has to do with.
    if (node.value) this.#visitChild(node.value, node, scope);
  }

  /** Gives values to everything that a pattern names. @param home - Where the names are declared; absent: they are already. */
  #bind(pattern: Pattern, scope: Scope, definition: Definition | undefined, home?: Scope): void {
    switch (pattern.type) {
      case 'Identifier':
        if (home !== undefined) this.#declare(pattern.name, home);
        if (definition !== undefined) this.#writes.push([pattern, home ?? scope, definition]);
        break;
      case 'MemberExpression':
        this.#visit(pattern, scope);
        if (definition?.kind === 'value' && definition.path.length === 0) this.#store(readMember(pattern), { value: definition.value, ...this.#findHolder(pattern) });
        break;
      case 'AssignmentPattern':
        this.#adopt(pattern.left, pattern);
        this.#bind(pattern.left, scope, definition, home);
        this.#bind(pattern.left, scope, { kind: 'value', value: pattern.right, path: [] }, home);
        this.#visitChild(pattern.right, pattern, scope);
        break;
      case 'RestElement':
        this.#adopt(pattern.argument, pattern);
        this.#bind(pattern.argument, scope, definition && step(definition, '...'), home);
        break;
      case 'ArrayPattern':
        for (const element of pattern.elements) {
          if (element === null) continue;
          this.#adopt(element, pattern);
          this.#bind(element, scope, definition && step(definition, '?'), home);
        }
        break;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          this.#adopt(property, pattern);
          if (property.type === 'RestElement') {
            this.#bind(property, scope, definition, home);
            continue;
          }
          if (property.computed) this.#visitChild(property.key, property, scope);
          const name = readKey(property);
          this.#adopt(property.value, property);
          if (definition !== undefined) this.#patterns.push({ property, definition });
          this.#bind(property.value, scope, definition && step(definition, name === undefined ? '?' : { name }), home);
        }
        break;
    }
  }

  // Classes with decorators come without private members and fields: the bundler has put calls in their place.
  #readLowered(node: CallExpression): void {
    const [object, , value] = node.arguments;
    const helper = readHelper(node);
    if (helper === 'privateGet') this.#lowered.push(node);
    if (helper !== 'privateAdd' && helper !== 'privateSet' && helper !== 'publicField') return;
    if (object?.type !== 'ThisExpression' || value === undefined || value.type === 'SpreadElement') return;
    const holder = findThisClass(node, this.#parents);
    this.#store(readLoweredName(node), { value, ...(holder === undefined ? { on: object } : { of: holder }) });
  }

  // `this.name = …` in a method is a field of its class.
  #findHolder({ object }: MemberExpression): Pick<Store, 'of' | 'on'> {
    const holder = object.type === 'ThisExpression' ? findThisClass(object, this.#parents) : undefined;
    return holder === undefined ? { on: object } : { of: holder };
  }

  #store(name: string | undefined, told: Omit<Store, 'owner'>): void {
    if (name === undefined) return;
    const store = { ...told, owner: this.#owner };
    const stores = this.#stores.get(name) ?? [];
    stores.push(store);
    this.#stores.set(name, stores);
    this.#stored.set(store.value, { ...store, name });
  }

  #define(node: FunctionLike | ClassLike, name: string, scope: Scope): void {
    const binding = this.#declare(name, scope);
    binding.definitions.push({ kind: 'declared', node });
    this.#declared.set(node, binding);
  }

  #declare(name: string, scope: Scope): Binding {
    const binding = scope.names.get(name) ?? { name, owner: this.#owner, definitions: [], reads: [] };
    scope.names.set(name, binding);
    return binding;
  }

  #visitChildren(node: AnyNode, scope: Scope): void {
    for (const child of listChildren(node)) this.#visitChild(child, node, scope);
  }

  #visitChild(child: AnyNode, parent: AnyNode, scope: Scope): void {
    this.#adopt(child, parent);
    this.#visit(child, scope);
  }

  #adopt(child: AnyNode, parent: AnyNode): void {
    this.#parents.set(child, parent);
  }
}

function step(definition: Definition, next: Step): Definition {
  return definition.kind === 'value' || definition.kind === 'parameter' ? { ...definition, path: [...definition.path, next] } : definition;
}

function enter(parent: Scope): Scope {
  return { names: new Map(), parent, ...(parent.hoist && { hoist: parent.hoist }) };
}

function find(name: string, from: Scope): Binding | undefined {
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent) {
    const binding = scope.names.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** What a statement declares, and which class each extends. */
function listDeclared(statement: Top): readonly SdkName[] {
  if (statement.type === 'FunctionDeclaration') return [[statement.id.name]];
  if (statement.type === 'ClassDeclaration') return [[statement.id.name, readBase(statement)]];
  if (statement.type !== 'VariableDeclaration') return [];
  return statement.declarations.flatMap(({ id, init }) => (id.type === 'Identifier' ? [[id.name, init?.type === 'ClassExpression' ? readBase(init) : undefined] as const] : []));
}

function readBase({ superClass }: ClassLike): string | undefined {
  return superClass?.type === 'Identifier' ? superClass.name : undefined;
}
