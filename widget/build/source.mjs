import { nodeResolve } from '@rollup/plugin-node-resolve';
import { closeCodes } from './close-codes.mjs';
import { css } from './css.mjs';
import { typescript } from './typescript.mjs';

/** The widget's source as plain modules; `written`: what becomes of its templates, `templates()` or `compiled()`. */
export const source = (written) => [closeCodes(), typescript(), css(), written, nodeResolve({ browser: true })];
