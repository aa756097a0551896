/** Makes the scripts that browsers load small. */

import { minify } from '@swc/core';

/** A Rollup plugin that minifies a module. It shortens the top-level names too, because no other script can see them. */
export const minified = () => ({
  name: 'minified',
  async renderChunk(code) {
    const { code: small } = await minify(code, {
      module: true,
      ecma: 2022,
      compress: { ecma: 2022, passes: 3, unsafe_arrows: true, hoist_props: true },
      mangle: { toplevel: true },
      format: { comments: false },
    });
    return { code: small, map: null };
  },
});

/**
 * A Rollup plugin that turns a minified module into a classic script by writing a block around it. A block keeps the
 * script's names out of the page's global scope, as a function would, in fewer bytes. That is true only for names
 * declared with `let`, `const` or `class`, so the build fails where the script declares a `function` or a `var`.
 */
export const classicScript = () => ({
  name: 'classic-script',
  renderChunk(code) {
    const names = this.parse(code).body.filter(
      ({ type, kind }) => kind === 'var' || /^(?:Function|Import|Export)/.test(type),
    );
    if (names.length > 0) this.error('A classic script must not add names to the global scope of the page.');
    return { code: `{${code}}`, map: null };
  },
});
