import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { locateFolders } from '../../../src/platform/folders.ts';

describe('locateFolders', () => {
  test('PLEXI_HOME moves everything', () => {
    expect(locateFolders({ PLEXI_HOME: '/p', XDG_CONFIG_HOME: '/c' }, 'linux')).toEqual({ keys: '/p/keys', registry: '/p/registry' });
  });

  test('refuses a relative PLEXI_HOME', () => {
    expect(() => locateFolders({ PLEXI_HOME: 'p' }, 'linux')).toThrowCode('PLX0010');
  });

  test('follows the XDG specification on Linux, which ignores relative paths', () => {
    expect(locateFolders({ XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: 'data' }, 'linux')).toEqual({
      keys: '/c/plexi-plugin/keys',
      registry: join(homedir(), '.local/share/plexi-plugin/registry'),
    });
  });

  test('uses Application Support on macOS', () => {
    expect(locateFolders({}, 'darwin').keys).toBe(join(homedir(), 'Library/Application Support/plexi-plugin/keys'));
  });

  test('uses APPDATA and LOCALAPPDATA on Windows', () => {
    expect(locateFolders({ APPDATA: '/r', LOCALAPPDATA: '/l', PLEXI_HOME: '' }, 'win32')).toEqual({
      keys: join('/r', 'plexi-plugin', 'keys'),
      registry: join('/l', 'plexi-plugin', 'registry'),
    });
  });
});
