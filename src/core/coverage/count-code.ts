import type { AnyNode, ArrowFunctionExpression, Expression, Function as FunctionNode, IfStatement, LogicalExpression, ModuleDeclaration, Program, Statement, SwitchStatement } from 'acorn';
import type { BundlePlaces, Insertion, SourceSpan } from './bundle-places.ts';
import type { BranchPoint, BranchType, CountedPoint, FunctionPoint } from './coverage-points.ts';

/** What is to be counted in a bundle, and the code that counts it. */
export interface CountedParts {
  readonly statements: readonly (CountedPoint & SourceSpan)[];
  readonly functions: readonly (FunctionPoint & SourceSpan)[];
  readonly branches: readonly (BranchPoint & SourceSpan)[];
  readonly insertions: readonly Insertion[];
  /** How many counters there are. */
  readonly counters: number;
}

/** What counting takes. */
export interface CountOptions {
  readonly code: string;
  /** Where the parts of the bundle were written; `undefined` for what is not the author's own. */
  readonly find: BundlePlaces['find'];
  /** The author's text at a place. */
  readonly read: (span: SourceSpan) => string;
  /** The name of the array of counters. */
  readonly array: string;
}

/** Decides what of a bundle is counted, and how: each counter is put right before what it counts, on the same line. */
export function countCode(program: Program, options: CountOptions): CountedParts {
  const counter = new CodeCounter(options);
  counter.visitAll(program.body);
  return counter.parts;
}

type Node = AnyNode;
type FunctionLike = FunctionNode | ArrowFunctionExpression;

class CodeCounter {
  readonly #options: CountOptions;
  readonly #statements: (CountedPoint & SourceSpan)[] = [];
  readonly #functions: (FunctionPoint & SourceSpan)[] = [];
  readonly #branches: (BranchPoint & SourceSpan)[] = [];
  readonly #insertions: Insertion[] = [];
  /** What starts where something else has started is what the bundler has added to it: helpers of decorators, for example. */
  readonly #taken = new Set<string>();
  #counters = 0;

  constructor(options: CountOptions) {
    this.#options = options;
  }

  get parts(): CountedParts {
    // Sorting keeps the order of what is inserted at one place.
    const insertions = [...this.#insertions].sort((a, b) => a.offset - b.offset);
    return { statements: this.#statements, functions: this.#functions, branches: this.#branches, insertions, counters: this.#counters };
  }

  /** Counts the statements of a list. */
  visitAll(statements: readonly (Statement | ModuleDeclaration)[]): void {
    for (const statement of statements) {
      this.#countStatement(statement, (count) => { this.#insert(statement.start, count); });
      if (!isExportTable(statement)) this.#visit(statement);
    }
  }

  #visit(node: Node, name?: string): void {
    switch (node.type) {
      case 'Program':
      case 'BlockStatement':
      case 'StaticBlock':
        this.visitAll(node.body);
        break;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        this.#visitFunction(node, node, name);
        break;
      case 'MethodDefinition':
        this.#visit(node.key);
        this.#visitFunction(node.value, node, readKey(node.key));
        break;
      case 'Property':
        if (node.computed) this.#visit(node.key);
        if (node.method || node.kind !== 'init') this.#visitFunction(node.value as FunctionNode, node, readKey(node.key));
        else this.#visit(node.value, readKey(node.key));
        break;
      case 'PropertyDefinition':
        this.#visitField(node.key, node.value ?? undefined, node);
        break;
      case 'ClassDeclaration':
      case 'ClassExpression': {
        const place = this.#find(node);
        if (place !== undefined) this.#taken.add(keyOf(place));
        this.#visitChildren(node);
        break;
      }
      case 'VariableDeclarator':
        this.#visit(node.id);
        if (node.init && !this.#isEnum(node.init)) this.#visit(node.init, readKey(node.id));
        break;
      case 'AssignmentExpression':
        this.#visit(node.left);
        this.#visit(node.right, this.#readPrivateName(node) ?? readKey(node.left));
        break;
      case 'IfStatement':
        this.#visitIf(node);
        break;
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        this.#visitLoop(node);
        break;
      case 'SwitchStatement':
        this.#visitSwitch(node);
        break;
      case 'ConditionalExpression':
        this.#visit(node.test);
        this.#visitArms('cond-expr', node, [node.consequent, node.alternate]);
        break;
      case 'LogicalExpression':
        this.#visitArms('binary-expr', node, listOperands(node));
        break;
      case 'AssignmentPattern':
        this.#visit(node.left);
        // A function gets its name from what it is the default of, unless something stands before it.
        if (isAnonymous(node.right)) this.#visit(node.right);
        else this.#visitArms('default-arg', node, [node.right]);
        break;
      default:
        this.#visitChildren(node);
    }
  }

  #visitChildren(node: Node): void {
    for (const child of listChildren(node)) this.#visit(child);
  }

  #visitFunction(node: FunctionLike, whole: Node, name: string | undefined): void {
    const place = this.#find(whole);
    const isOwn = place !== undefined && !this.#taken.has(keyOf(place));
    for (const parameter of node.params) this.#visit(parameter);
    const { body } = node;
    if (isOwn) {
      this.#taken.add(keyOf(place));
      const counter = this.#next();
      const given = ('id' in node ? node.id?.name : undefined) ?? name;
      this.#functions.push({ ...place, counter, name: this.#readName(given, place) });
      if (body.type === 'BlockStatement') this.#insert(findBodyStart(body.body, body.start + 1), this.#count(counter));
      else this.#wrap(body, counter, () => {
        const value = this.#find(body);
        if (value !== undefined) this.#statements.push({ ...value, counter });
      });
    }
    if (body.type === 'BlockStatement') this.visitAll(body.body);
    else if (!isOwn) this.#visit(body);
  }

  #visitField(key: Node, value: Expression | undefined, node: Node): void {
    this.#visit(key);
    if (value === undefined) return;
    if (isAnonymous(value)) this.#visit(value, readKey(key));
    else if (!this.#countStatement(node, (count) => { this.#insert(value.start, `(${count.replace(';', ',')}`); })) this.#visit(value);
    else {
      this.#visit(value);
      this.#insert(value.end, ')');
    }
  }

  #visitIf(node: IfStatement): void {
    const { test, consequent, alternate } = node;
    this.#visit(test);
    const place = this.#find(node);
    if (place === undefined) {
      for (const body of [consequent, alternate]) if (body) this.#visitBody(body);
      return;
    }
    const arms = [this.#next(), this.#next()] as const;
    const missing = { ...place, counter: arms[1] };
    this.#branches.push({ ...place, type: 'if', arms: [this.#toArm(consequent, arms[0], place), alternate ? this.#toArm(alternate, arms[1], place) : missing] });
    this.#visitBody(consequent, arms[0]);
    if (alternate) this.#visitBody(alternate, arms[1]);
    else this.#insert(node.end, ` else {${this.#count(arms[1])}}`);
  }

  #visitLoop(node: Node & { readonly body: Statement }): void {
    for (const child of listChildren(node)) if (child !== node.body) this.#visit(child);
    this.#visitBody(node.body);
  }

  /** Visits what a condition or a loop runs, which may be one statement without braces. */
  #visitBody(body: Statement, counter?: number): void {
    const count = counter === undefined ? '' : this.#count(counter);
    if (body.type === 'BlockStatement') {
      if (counter !== undefined) this.#insert(body.start + 1, count);
      this.visitAll(body.body);
      return;
    }
    if (counter === undefined && this.#find(body) === undefined) {
      this.#visit(body);
      return;
    }
    this.#insert(body.start, `{${count}`);
    this.visitAll([body]);
    this.#insert(body.end, '}');
  }

  #visitSwitch(node: SwitchStatement): void {
    this.#visit(node.discriminant);
    const place = this.#find(node);
    const arms: CountedPoint[] = [];
    for (const each of node.cases) {
      if (each.test) this.#visit(each.test);
      if (place !== undefined) {
        const counter = this.#next();
        arms.push(this.#toArm(each, counter, place));
        this.#insert(each.consequent[0]?.start ?? each.end, this.#count(counter));
      }
      this.visitAll(each.consequent);
    }
    if (place !== undefined && arms.length > 0) this.#branches.push({ ...place, type: 'switch', arms });
  }

  #visitArms(type: BranchType, node: Node, operands: readonly Expression[]): void {
    const place = this.#find(node);
    if (place === undefined) { for (const operand of operands) this.#visit(operand); return; }
    const counted = operands.map((operand) => ({ operand, counter: this.#next() }));
    this.#branches.push({ ...place, type, arms: counted.map(({ operand, counter }) => this.#toArm(operand, counter, place)) });
    for (const { operand, counter } of counted) this.#wrap(operand, counter);
  }

  #wrap(node: Expression, counter: number, whenCounted?: () => void): void {
    this.#insert(node.start, `(${this.#options.array}[${counter}]++,`);
    whenCounted?.();
    this.#visit(node);
    this.#insert(node.end, ')');
  }

  #toArm(node: Node, counter: number, whole: SourceSpan): CountedPoint {
    const { start, end } = this.#find(node) ?? whole;
    return { start, end, counter };
  }

  #countStatement(node: Node, insert: (count: string) => void): boolean {
    if (!isCounted(node)) return false;
    const place = this.#find(node);
    if (place === undefined || this.#taken.has(keyOf(place)) || this.#isAdded(node, place)) return false;
    this.#taken.add(keyOf(place));
    const counter = this.#next();
    this.#statements.push({ ...place, counter });
    insert(this.#count(counter));
    return true;
  }

  // What the bundler has put there itself starts with a name that the source does not have there.
  #isAdded(node: Node, place: SourceSpan): boolean {
    if (isHelper(node)) return true;
    if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression' || node.expression.left.type !== 'Identifier') return false;
    return !this.#options.read(place).startsWith(node.expression.left.name.replace(/\d+$/, ''));
  }

  // An enumeration is a function in the bundle, and none in the source.
  #isEnum(node: Node): boolean {
    if (node.type !== 'CallExpression' || node.callee.type !== 'ArrowFunctionExpression') return false;
    const place = this.#find(node.callee);
    return place !== undefined && /^(?:export\s+)?(?:const\s+)?enum\b/.test(this.#options.read({ ...place, start: { ...place.start, column: 0 } }).trimStart());
  }

  // The bundler numbers names that occur twice.
  #readName(name: string | undefined, place: SourceSpan): string {
    if (name === undefined) return '(anonymous)';
    const [, plain] = /^(.*\D)\d+$/.exec(name) ?? [];
    return plain !== undefined && !this.#options.read(place).slice(0, 200).includes(name) ? plain : name;
  }

  // Private methods of classes with decorators are functions of their own in the bundle.
  #readPrivateName(node: Node): string | undefined {
    const place = this.#find(node);
    return place && /^(?:static\s+|async\s+|\*\s*)*(#[\w$]+)/.exec(this.#options.read(place))?.[1];
  }

  #find({ start, end }: Node): SourceSpan | undefined {
    return this.#options.find(start, end);
  }

  #next(): number {
    return this.#counters++;
  }

  #count(counter: number): string {
    return `${this.#options.array}[${counter}]++;`;
  }

  #insert(offset: number, text: string): void {
    this.#insertions.push({ offset, text });
  }
}

function keyOf({ source, start }: SourceSpan): string {
  return `${source}:${start.line}:${start.column}`;
}

function isCounted(node: Node): boolean {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'BlockStatement':
    case 'EmptyStatement':
      return false;
    case 'ExpressionStatement':
      return node.directive === undefined;
    case 'VariableDeclaration':
      // What only declares does nothing, and a class is its methods.
      return node.declarations.some(({ init }) => init && init.type !== 'ClassExpression');
    default:
      return true;
  }
}

// What the bundler says by itself: the fields of a class with decorators are the author's, though.
function isHelper(node: Node): boolean {
  if (node.type === 'VariableDeclaration') return node.declarations.every(({ id, init }) => id.type === 'Identifier' && id.name.endsWith('_exports') && init?.type === 'ObjectExpression');
  const name = readCallee(node);
  return name?.startsWith('__') === true && !name.startsWith('__publicField');
}

// What a module exports, for whoever imports it whole.
function isExportTable(node: Node): boolean {
  return readCallee(node)?.startsWith('__export') === true;
}

function readCallee(node: Node): string | undefined {
  return node.type === 'ExpressionStatement' && node.expression.type === 'CallExpression' && node.expression.callee.type === 'Identifier' ? node.expression.callee.name : undefined;
}

function isAnonymous(node: Node): boolean {
  return node.type === 'ArrowFunctionExpression' || ((node.type === 'FunctionExpression' || node.type === 'ClassExpression') && !node.id);
}

// A directive is one only as long as nothing stands before it.
function findBodyStart(body: readonly Statement[], start: number): number {
  const directives = body.filter((each) => each.type === 'ExpressionStatement' && each.directive !== undefined);
  return directives.at(-1)?.end ?? start;
}

function listOperands(node: LogicalExpression): readonly Expression[] {
  return [node.left, node.right].flatMap((side) => (side.type === 'LogicalExpression' ? listOperands(side) : [side as Expression]));
}

function readKey(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'PrivateIdentifier') return `#${node.name}`;
  if (node.type === 'MemberExpression') return readKey(node.property);
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

function listChildren(node: Node): readonly Node[] {
  const values = Object.values(node).flat() as readonly unknown[];
  return values.filter(isNode).sort((a, b) => a.start - b.start);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
