/** Writes the HTML page of the librarian's console. */

import { readFileSync } from 'node:fs';
import { minifiedCss } from './css.mjs';

/**
 * A Rollup plugin that writes `index.html` next to the console's script. `page`: an HTML file with `{script}` and
 * `{style}` in the places where the file names with hashes belong. `style`: the CSS file of the page. The page has no
 * inline script or style, so it works under the Content Security Policy `script-src 'self'; style-src 'self'`.
 */
export const consolePage = ({ page, style }) => ({
  name: 'console-page',
  buildStart() {
    this.addWatchFile(page);
    this.addWatchFile(style);
  },
  generateBundle(_output, files) {
    const script = Object.values(files).find((file) => file.isEntry).fileName;
    const asset = this.emitFile({ type: 'asset', name: 'console.css', source: minifiedCss(style) });
    const html = readFileSync(page, 'utf8')
      .replace('{script}', script)
      .replace('{style}', this.getFileName(asset))
      .replace(/>\s*\n\s*</g, '><')
      .trim();
    this.emitFile({ type: 'asset', fileName: 'index.html', source: html });
  },
});
