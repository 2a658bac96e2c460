import Range from 'semver/classes/range.js';
import SemVer from 'semver/classes/semver.js';

/** PlexiChat's own versions: `a.1.1-16` is alpha 1.1, build 16. */
export interface StagedVersion {
  readonly scheme: 'staged';
  /** `a` alpha, `b` beta, `r` release: earlier in the alphabet is earlier in time. */
  readonly stage: 'a' | 'b' | 'r';
  readonly major: number;
  readonly minor: number;
  /** 0 when the version names none. */
  readonly build: number;
}

/** A host version of either scheme. */
export type HostVersion = StagedVersion | { readonly scheme: 'semver'; readonly version: SemVer };

const STAGED = /^([abr])\.(\d{1,9})\.(\d{1,9})(?:-(\d{1,9}))?$/;
// What early hosts called `a.1.1-2` is `1a2`: the minor version was always 1 then.
const EARLY = /^(\d{1,9})([abr])(\d{1,9})$/;

/** Parses a host version; `undefined` when it is of neither scheme. */
export function parseHostVersion(text: string): HostVersion | undefined {
  const [, stage, major, minor, build = '0'] = STAGED.exec(text.replace(EARLY, '$2.$1.1-$3')) ?? [];
  if (stage === 'a' || stage === 'b' || stage === 'r') {
    return { scheme: 'staged', stage, major: Number(major), minor: Number(minor), build: Number(build) };
  }
  try {
    return { scheme: 'semver', version: new SemVer(text) };
  } catch {
    // Not an error: the caller says what is wrong with the text.
    return undefined;
  }
}

/**
 * Orders host versions: a total order.
 *
 * PlexiChat's own versions come before every semantic version: the project numbers its first releases so, and moves to
 * semantic versions once.
 */
export function compareHostVersions(a: HostVersion, b: HostVersion): -1 | 0 | 1 {
  if (a.scheme === 'staged' && b.scheme === 'staged') return compareStaged(a, b);
  if (a.scheme === 'semver' && b.scheme === 'semver') return compareSemver(a.version, b.version);
  return a.scheme === 'staged' ? -1 : 1;
}

// Build metadata does not order semantic versions (SemVer 2.0.0, clause 10), but a total order has to tell them apart.
function compareSemver(a: SemVer, b: SemVer): -1 | 0 | 1 {
  const order = a.compare(b);
  return order === 0 ? a.compareBuild(b) : order;
}

function compareStaged(a: StagedVersion, b: StagedVersion): -1 | 0 | 1 {
  const order = a.stage.charCodeAt(0) - b.stage.charCodeAt(0) || a.major - b.major || a.minor - b.minor || a.build - b.build;
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

/** Whether a host version is one that a plugin works with. */
export type HostRange = (version: HostVersion) => boolean;

/**
 * Parses a range of host versions: a range of semantic versions as npm writes it, or comparisons of PlexiChat's own
 * versions (`>=a.1.1-16 <b.1.1`), joined by blanks for "and" and by `||` for "or".
 *
 * @returns `undefined` when it is no range.
 */
export function parseHostRange(text: string): HostRange | undefined {
  const alternatives = text.split('||').map((part) => parseAlternative(part.trim()));
  const parsed = alternatives.filter((range) => range !== undefined);
  return parsed.length === alternatives.length ? (version) => parsed.some((range) => range(version)) : undefined;
}

function parseAlternative(text: string): HostRange | undefined {
  if (text === '*') return () => true;
  if (text === '' || text.length > LONGEST_RANGE) return undefined;
  const comparisons = text.replace(/([<>=]+)\s+/g, '$1').split(/[\s,]+/).map(parseComparison);
  if (comparisons.every((each) => each !== undefined)) return (version) => comparisons.every((holds) => holds(version));
  return parseSemverRange(text);
}

function parseComparison(text: string): HostRange | undefined {
  const [, operator = '', bound = ''] = /^(>=|<=|>|<|==?|)(.*)$/.exec(text) ?? [];
  const limit = parseHostVersion(bound);
  if (limit?.scheme !== 'staged') return undefined;
  const holds = OPERATORS[operator];
  return holds && ((version) => holds(compareHostVersions(version, limit)));
}

const OPERATORS: Readonly<Record<string, (order: number) => boolean>> = {
  '>=': (order) => order >= 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '<': (order) => order < 0,
  '=': (order) => order === 0,
  '==': (order) => order === 0,
  '': (order) => order === 0,
};

const LONGEST_RANGE = 200;

function parseSemverRange(text: string): HostRange | undefined {
  try {
    const range = new Range(text, { includePrerelease: true });
    return (version) => version.scheme === 'semver' && range.test(version.version);
  } catch {
    // Not an error: the caller says what is wrong with the text.
    return undefined;
  }
}
