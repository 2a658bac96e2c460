import valid from 'semver/functions/valid.js';

const NAME = /^(?:[a-z0-9][a-z0-9_-]{0,63}\/)?[a-z0-9][a-z0-9_-]{0,63}$/;

/** OCI tags have at most this many characters. */
const LONGEST_VERSION = 128;

/** Whether a value can be the name of a release: `weather`, or `acme/weather`. */
export function isReleaseName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}

/** Whether a value can be the version of a release: semver without build metadata. */
export function isReleaseVersion(value: unknown): value is string {
  // Its normal form has no build metadata: "+" is no character of an OCI tag.
  return typeof value === 'string' && value.length <= LONGEST_VERSION && valid(value) === value;
}

/** The file name of a release's archive: `weather-1.0.0.plx`; `acme/weather` becomes `acme-weather`. */
export function formatArchiveName(name: string, version: string): string {
  return `${name.replace('/', '-')}-${version}.plx`;
}
