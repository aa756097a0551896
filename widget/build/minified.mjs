import { minify } from '@swc/core';

/** Modules and classic scripts each get the rules they need: top-level names of a module may be shortened. */
export const minified = () => ({
  name: 'minified',
  async renderChunk(code, _chunk, { format }) {
    const { code: small } = await minify(code, {
      module: format === 'es',
      ecma: 2022,
      compress: { ecma: 2022, passes: 3, unsafe_arrows: true, hoist_props: true },
      mangle: { toplevel: format === 'es' },
      format: { comments: false },
    });
    return { code: small, map: null };
  },
});
