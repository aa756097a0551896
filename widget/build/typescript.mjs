/** Turns TypeScript into JavaScript. */

import { stripTypeScriptTypes } from 'node:module';

/**
 * A Rollup plugin that removes the types from a TypeScript module and keeps every line in its place. Syntax that needs
 * more than removal, such as an `enum`, is an error (TypeScript's option `erasableSyntaxOnly`).
 */
export const typescript = () => ({
  name: 'typescript',
  transform: (code, id) => (id.endsWith('.ts') ? { code: quietly(() => stripTypeScriptTypes(code)), map: null } : null),
});

/** Runs `work` without warnings: Node warns at the first use that `stripTypeScriptTypes` is experimental. */
const quietly = (work) => {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return work();
  } finally {
    process.emitWarning = emitWarning;
  }
};
