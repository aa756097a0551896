/** Lets a module import a style sheet as text. */

import { bundle, Features } from 'lightningcss';

/** The minified text of a style sheet, with the sheets that it names in `@import`. */
export const minifiedCss = (filename) =>
  bundle({
    filename,
    minify: true,
    targets: browsers,
    exclude: Features.LightDark | Features.DirSelector,
  }).code.toString();

/** The oldest browsers that the scripts support: Chrome 111, Firefox 119, Safari 16.4. CSS that they know is not rewritten. */
const browsers = { chrome: 111 << 16, firefox: 119 << 16, safari: (16 << 16) | (4 << 8) };

/** A Rollup plugin for `import text from './look.css'`. The default export is the minified text. */
export const css = () => ({
  name: 'css',
  load(id) {
    if (!id.endsWith('.css')) return null;
    this.addWatchFile(id);
    return `export default ${JSON.stringify(minifiedCss(id))}`;
  },
});
