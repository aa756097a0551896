import { minify } from '@swc/core';

/** Minifies a module. Its top-level names are its own, so they may be shortened too. */
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
 * Makes a minified module a classic script. A block keeps its names off the page as well as a function does, in fewer
 * bytes, as long as none of them is a `function` or `var`.
 */
export const classicScript = () => ({
  name: 'classic-script',
  renderChunk(code) {
    const names = this.parse(code).body.filter(
      ({ type, kind }) => kind === 'var' || /^(?:Function|Import|Export)/.test(type),
    );
    if (names.length > 0) this.error('A classic script leaves no names on the page.');
    return { code: `{${code}}`, map: null };
  },
});
