import { nodeResolve } from '@rollup/plugin-node-resolve';
import { closeCodes } from './close-codes.mjs';
import { css } from './css.mjs';
import { templates } from './templates.mjs';
import { typescript } from './typescript.mjs';

/** The widget's source as plain modules, for any of its scripts. Of Lit it takes the production build. */
export const source = () => [
  closeCodes(),
  typescript(),
  css(),
  templates(),
  nodeResolve({ browser: true, exportConditions: ['production'] }),
];
