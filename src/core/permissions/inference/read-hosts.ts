import type { AnyNode } from 'acorn';
import { isText, type TextNode } from './origins.ts';
import type { ValueTracer } from './trace-values.ts';

/** A server that an address names. */
export interface NamedHost {
  /** With its port, where that is not the one of the protocol. */
  readonly host: string;
  /** The text that begins with it. */
  readonly node: AnyNode;
}

/** How a text begins, as far as that is to be seen. */
interface Beginning {
  readonly text: string;
  readonly isWhole: boolean;
  readonly node: AnyNode;
}

/** What an address may be. */
export interface AddressHosts {
  readonly hosts: readonly NamedHost[];
  /** Whether it may be another one, too. */
  readonly isOpen: boolean;
}

const MOST_BEGINNINGS = 32;
const DEEPEST = 12;

/** Finds the servers that an address may name. */
export function readHosts(address: AnyNode, tracer: ValueTracer): AddressHosts {
  const found = readBeginnings(address, tracer, 0).map((beginning) => readHost(beginning));
  return { hosts: found.filter((host) => host !== undefined), isOpen: found.includes(undefined) };
}

function readHost({ text, isWhole, node }: Beginning): NamedHost | undefined {
  const [, protocol = '', authority, rest = ''] = /^\s*(https?:\/\/)([^/?#\\]*)([/?#\\])?/i.exec(text) ?? [];
  // `https://api.example.com${path}`: the name may go on.
  if (authority === undefined || (!isWhole && rest === '') || !URL.canParse(protocol + authority)) return undefined;
  return { host: new URL(protocol + authority).host, node };
}

function readBeginnings(node: AnyNode, tracer: ValueTracer, depth: number): readonly Beginning[] {
  const open = { text: '', isWhole: false, node };
  const origins = [...tracer.resolve(node)];
  if (origins.length === 0 || depth > DEEPEST) return [open];
  const found = origins.flatMap((origin) => (isText(origin) ? readText(origin, tracer, depth + 1) : [open]));
  return found.length > MOST_BEGINNINGS ? [open] : found;
}

function readText(node: TextNode, tracer: ValueTracer, depth: number): readonly Beginning[] {
  switch (node.type) {
    case 'Literal':
      return [{ text: String(node.value), isWhole: true, node }];
    case 'BinaryExpression':
      return join([readBeginnings(node.left, tracer, depth), readBeginnings(node.right, tracer, depth)]);
    case 'TemplateLiteral': {
      const parts = node.quasis.flatMap(({ value, tail }, index) => {
        const quasi = [{ text: value.cooked ?? '', isWhole: true, node }];
        const expression = node.expressions[index];
        return tail || expression === undefined ? [quasi] : [quasi, readBeginnings(expression, tracer, depth)];
      });
      return join(parts);
    }
    case 'NewExpression': {
      const [first, base] = node.arguments;
      if (first === undefined || first.type === 'SpreadElement') return [{ text: '', isWhole: false, node }];
      const relative = readBeginnings(first, tracer, depth);
      return base === undefined || base.type === 'ObjectExpression' ? relative : relative.flatMap((each) => (isRelative(each) ? readBeginnings(base, tracer, depth).map(close) : [each]));
    }
  }
}

// `new URL('/v1', base)`: a path is on the server of its base, whatever follows.
function isRelative({ text, isWhole }: Beginning): boolean {
  return /^(?:\/(?![/\\])|\.|\?)./.test(text) || (isWhole && !/^(?:[a-z][a-z0-9+.-]*:|[/\\]{2})/i.test(text.trim()));
}

function close(base: Beginning): Beginning {
  return base.isWhole ? { ...base, text: `${base.text}/` } : base;
}

function join(parts: readonly (readonly Beginning[])[]): readonly Beginning[] {
  return parts.reduce<readonly Beginning[]>(
    (before, after) => before.flatMap((begun) => (begun.isWhole ? after.slice(0, MOST_BEGINNINGS).map((next) => ({ text: begun.text + next.text, isWhole: next.isWhole, node: begun.text === '' ? next.node : begun.node })) : [begun])).slice(0, MOST_BEGINNINGS),
    [{ text: '', isWhole: true, node: parts[0]?.[0]?.node as AnyNode }],
  );
}
