import { bundle, Features } from 'lightningcss';

/** Minified text of a style sheet, its `@import`s taken in. */
export const minifiedCss = (filename) =>
  bundle({
    filename,
    minify: true,
    targets: browsers,
    exclude: Features.LightDark | Features.DirSelector,
  }).code.toString();

/** Nothing newer is rewritten for: Chrome 111, Firefox 119, Safari 16.4. */
const browsers = { chrome: 111 << 16, firefox: 119 << 16, safari: (16 << 16) | (4 << 8) };

/** `import text from './look.css'` */
export const css = () => ({
  name: 'css',
  load(id) {
    if (!id.endsWith('.css')) return null;
    this.addWatchFile(id);
    return `export default ${JSON.stringify(minifiedCss(id))}`;
  },
});
