export { checkSettings } from './settings/check-settings.ts';
export { createSchemaCompiler } from './settings/compile-schema.ts';
export { createSettingsValidator, type SettingsValidator } from './settings/create-settings-validator.ts';
export { listSecrets } from './settings/list-secrets.ts';
export type { SettingsSource } from './settings/settings-source.ts';
