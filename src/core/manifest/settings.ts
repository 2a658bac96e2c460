export { checkSettings } from './settings/check-settings.ts';
export { createSettingsValidator, type SettingsValidator } from './settings/create-settings-validator.ts';
export type { SettingsSource } from './settings/settings-source.ts';
