import { cacheResult, MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
import { fetchWeather, renderWeather, type Units, type Weather } from './open-meteo.ts';

const COMMAND = /^!weather(?:\s+(?<place>\S.{0,79}))?$/;

/** Answers `!weather Oslo` with the weather in Oslo. */
export default class WeatherPlugin extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const command = COMMAND.exec(message.content.trim());
    if (command === null) return;
    const { units, default_place } = await this.config.all();
    await this.messages.reply(message, await this.#answer(command.groups?.['place'] ?? default_place, units));
  }

  async #answer(place: string, units: Units): Promise<string> {
    try {
      const weather = await this.ask(place.toLowerCase(), units);
      return weather === null ? `I know no place called “${place}”.` : renderWeather(weather);
    } catch (error) {
      // A server may be away, slow or talk nonsense: whoever asked wants to know, not to wait.
      this.logger.warn('no weather', { place, reason: String(error) });
      return 'I cannot reach the weather service. Please try again later.';
    }
  }

  /** Kept in the plugin’s storage, so that it outlives a restart; failures are not kept. */
  @cacheResult({ ttl: '10m', storageKey: 'weather' })
  ask(place: string, units: Units): Promise<Weather | null> {
    return fetchWeather(place, units);
  }
}
