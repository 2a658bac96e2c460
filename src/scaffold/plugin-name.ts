const SEGMENT = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** Whether a text can be the name of a plugin: `weather`, or `acme/weather`. */
export function isPluginName(text: string): boolean {
  const parts = text.split('/');
  return parts.length <= 2 && parts.every((part) => SEGMENT.test(part));
}

/** The name that comes closest to a text: `My Plügin!` becomes `my-plugin`. */
export function suggestPluginName(text: string): string {
  if (isPluginName(text)) return text;
  const parts = text.split(/[\\/]/).map(toSegment).filter((part) => part !== '').slice(-2);
  return parts.length === 0 ? 'my-plugin' : parts.join('/');
}

function toSegment(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^[-_]+/, '')
    .slice(0, 64)
    .replace(/-+$/, '');
}

/** What a plugin is called in text for people: `acme/weather-bot` becomes `Weather Bot`. */
export function toDisplayName(name: string): string {
  return toWords(name).join(' ');
}

/** What its class is called: `acme/weather-bot` becomes `WeatherBotPlugin`. The last word keeps it apart from globals. */
export function toClassName(name: string): string {
  const words = toWords(name);
  const joined = words.at(-1) === 'Plugin' ? words.join('') : [...words, 'Plugin'].join('');
  return /^\d/.test(joined) ? `Plugin${joined}` : joined;
}

function toWords(name: string): readonly string[] {
  const words = (name.split('/').at(-1) ?? name).split(/[-_]+/).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
}
