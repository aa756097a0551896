import { nodeResolve } from '@rollup/plugin-node-resolve';
import { closeCodes } from './close-codes.mjs';
import { css } from './css.mjs';
import { templates } from './templates.mjs';
import { typescript } from './typescript.mjs';

/** The Rollup plugins that turn the widget's source files into plain modules, for every script. Lit comes as its production build. */
export const source = () => [
  closeCodes(),
  typescript(),
  css(),
  templates(),
  nodeResolve({ browser: true, exportConditions: ['production'] }),
];
