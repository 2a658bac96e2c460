const NAME = /^(?:[a-z0-9][a-z0-9_-]{0,63}\/)?[a-z0-9][a-z0-9_-]{0,63}$/;

// https://semver.org: a regular expression of the specification, without build metadata, because "+" is no OCI tag.
const VERSION =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?$/;

/** OCI tags have at most this many characters. */
const LONGEST_VERSION = 128;

/** Whether a value can be the name of a release: `weather`, or `acme/weather`. */
export function isReleaseName(value: unknown): value is string {
  return typeof value === 'string' && NAME.test(value);
}

/** Whether a value can be the version of a release: semver without build metadata. */
export function isReleaseVersion(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_VERSION && VERSION.test(value);
}

/** The file name of a release's archive: `weather-1.0.0.plx`; `acme/weather` becomes `acme-weather`. */
export function formatArchiveName(name: string, version: string): string {
  return `${name.replace('/', '-')}-${version}.plx`;
}
