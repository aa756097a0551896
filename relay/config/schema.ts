import { file } from './keys.ts';

/** The config for editors, as JSON Schema; `ask-librarian.schema.json` holds exactly this. */
export const configSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'ask-librarian config',
  // Not of the standard: VS Code marks trailing commas as wrong without it.
  allowTrailingCommas: true,
  ...file.schema,
};
