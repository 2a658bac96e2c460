/** How numbers are told. */
export type Units = 'metric' | 'imperial';

/** The weather of a place, as it was a few minutes ago. */
export interface Weather {
  readonly place: string;
  readonly temperature: number;
  readonly wind: number;
  /** What the sky looks like, as a WMO code. */
  readonly code: number;
  readonly units: Units;
}

interface Place {
  readonly name: string;
  readonly country?: string;
  readonly latitude: number;
  readonly longitude: number;
}

interface Current {
  readonly temperature_2m: number;
  readonly wind_speed_10m: number;
  readonly weather_code: number;
}

const UNITS = {
  metric: { temperature: '°C', wind: 'km/h', query: {} },
  imperial: { temperature: '°F', wind: 'mph', query: { temperature_unit: 'fahrenheit', wind_speed_unit: 'mph' } },
} as const;

// WMO code table 4677, as far as Open-Meteo uses it: what holds from this code on.
const SKIES = [
  [0, 'clear sky'], [1, 'a few clouds'], [3, 'overcast'], [45, 'fog'], [51, 'drizzle'], [61, 'rain'], [71, 'snow'],
  [80, 'rain showers'], [85, 'snow showers'], [95, 'thunderstorm'],
] as const;

/**
 * Asks Open-Meteo for the weather of a place.
 *
 * @returns The weather, or `null` when there is no place of that name.
 * @throws Error when the service cannot be reached, or answers with something else.
 */
export async function fetchWeather(name: string, units: Units): Promise<Weather | null> {
  const { results: [found] = [] } = await fetchJson<{ results?: readonly Place[] }>('https://geocoding-api.open-meteo.com/v1/search', { name, count: '1' });
  if (found === undefined) return null;
  const { current } = await fetchJson<{ current?: Partial<Current> }>('https://api.open-meteo.com/v1/forecast', {
    latitude: String(found.latitude),
    longitude: String(found.longitude),
    current: 'temperature_2m,wind_speed_10m,weather_code',
    ...UNITS[units].query,
  });
  const { temperature_2m: temperature, wind_speed_10m: wind, weather_code: code } = current ?? {};
  if (temperature === undefined || wind === undefined || code === undefined) throw new Error('the service answered without the weather');
  return { place: found.country === undefined ? found.name : `${found.name}, ${found.country}`, temperature, wind, code, units };
}

/** One line about the weather. */
export function renderWeather({ place, temperature, wind, code, units }: Weather): string {
  const [, sky] = SKIES.findLast(([from]) => code >= from) ?? SKIES[0];
  return `${place}: ${temperature} ${UNITS[units].temperature}, ${sky}, wind ${wind} ${UNITS[units].wind}`;
}

async function fetchJson<Body>(url: string, query: Readonly<Record<string, string>>): Promise<Body> {
  const response = await fetch(`${url}?${new URLSearchParams(query)}`, { signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`the service answered ${response.status}`);
  return (await response.json()) as Body;
}
