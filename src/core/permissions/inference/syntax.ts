import type { AnyNode, CallExpression, Expression, MemberExpression, NewExpression, PrivateIdentifier, Super } from 'acorn';

export type FunctionLike = Extract<AnyNode, { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }>;

export type ClassLike = Extract<AnyNode, { type: 'ClassDeclaration' | 'ClassExpression' }>;

/** Which node each node is in. */
export type Parents = ReadonlyMap<AnyNode, AnyNode>;

/** Whether a node is a function, of whatever form. */
export function isFunction<Node extends { readonly type: string }>(node: Node): node is Extract<Node, FunctionLike> {
  return node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';
}

/** Whether a node is a class, of whatever form. */
export function isClass<Node extends { readonly type: string }>(node: Node): node is Extract<Node, ClassLike> {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

/** Which of the bundler's helpers is called: `privateGet` for `__privateGet(…)`. */
export function readHelper({ callee }: CallExpression): string | undefined {
  return callee.type === 'Identifier' ? /^__(\w+?)\d*$/.exec(callee.name)?.[1] : undefined;
}

/** The name of the member that a helper of the bundler reads or writes. */
export function readLoweredName({ arguments: [, key] }: CallExpression): string | undefined {
  if (key?.type === 'Identifier') return `#${key.name}`;
  return key?.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined;
}

/** The name of the property that is read or written; with `#` before a private one, `undefined` where it is computed. */
export function readMember({ property, computed }: MemberExpression): string | undefined {
  return readName(property, computed);
}

/** The name that a property, a field or a method has. */
export function readKey({ key, computed }: { readonly key: Expression | PrivateIdentifier; readonly computed: boolean }): string | undefined {
  return readName(key, computed);
}

/** The class whose instance `this` is; `undefined` where that is not to be seen. */
export function findThisClass(node: AnyNode, parents: Parents): ClassLike | undefined {
  const element = findThisOwner(node, parents);
  if (element?.type !== 'MethodDefinition' && element?.type !== 'PropertyDefinition') return undefined;
  const body = parents.get(element);
  const found = body && parents.get(body);
  return !element.static && found !== undefined && isClass(found) ? found : undefined;
}

/** What gives `this` its meaning: a method, a field, or a function that is none. */
export function findThisOwner(node: AnyNode, parents: Parents): AnyNode | undefined {
  for (let [child, at] = [node, parents.get(node)]; at !== undefined; [child, at] = [at, parents.get(at)]) {
    if (at.type === 'PropertyDefinition' && at.value === child) return at;
    if (at.type !== 'FunctionExpression' && at.type !== 'FunctionDeclaration') continue;
    const parent = parents.get(at);
    return parent?.type === 'MethodDefinition' ? parent : at;
  }
  return undefined;
}

/** The call of which a node is what is called. */
export function findCall(node: AnyNode, parents: Parents): CallExpression | NewExpression | undefined {
  const parent = parents.get(node);
  return (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') && parent.callee === node ? parent : undefined;
}

/** The nodes right below a node, in the order in which the parser names them. */
export function listChildren(node: AnyNode): readonly AnyNode[] {
  return Object.values(node).flatMap((value: unknown) => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []));
}

/** The function that a node is in. */
export function findFunction(node: AnyNode, parents: Parents): FunctionLike | undefined {
  for (let at = parents.get(node); at !== undefined; at = parents.get(at)) {
    if (isFunction(at)) return at;
  }
  return undefined;
}

/** The constructor that a class has itself. */
export function findConstructor({ body }: ClassLike): FunctionLike | undefined {
  return body.body.flatMap((element) => (element.type === 'MethodDefinition' && element.kind === 'constructor' ? [element.value] : []))[0];
}

/** The calls of the constructor above, in a constructor. */
export function listSuperCalls(node: AnyNode): readonly CallExpression[] {
  const inner = listChildren(node).flatMap(listSuperCalls);
  return node.type === 'CallExpression' && node.callee.type === 'Super' ? [node, ...inner] : inner;
}

/** What a function gives back, but for those inside it. */
export function listReturned(node: AnyNode): readonly Expression[] {
  if (node.type === 'ReturnStatement') return node.argument ? [node.argument] : [];
  if (isFunction(node) || isClass(node)) return [];
  return listChildren(node).flatMap(listReturned);
}

function readName(node: Expression | PrivateIdentifier | Super, isComputed: boolean): string | undefined {
  if (node.type === 'PrivateIdentifier') return `#${node.name}`;
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  return node.type === 'Identifier' && !isComputed ? node.name : undefined;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
