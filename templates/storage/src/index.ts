import { StoragePlugin } from 'plexi-plugin/sdk';

const PREFIX = 'file:';

/** Keeps bytes in the plugin's own storage, as Base64. */
export default class MyPlugin extends StoragePlugin {
  override async put(key: string, bytes: Uint8Array): Promise<void> {
    const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    await this.storage.set(PREFIX + key, text);
  }

  override async get(key: string): Promise<Uint8Array | undefined> {
    const text = await this.storage.get<string>(PREFIX + key);
    return text === undefined ? undefined : Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  }

  override async delete(key: string): Promise<boolean> {
    return this.storage.delete(PREFIX + key);
  }

  override async list(prefix: string): Promise<readonly string[]> {
    const keys = await this.storage.keys(PREFIX + prefix);
    return keys.map((key) => key.slice(PREFIX.length));
  }
}
