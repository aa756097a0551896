import { readFileSync } from 'node:fs';
import { minifiedCss } from './css.mjs';

/**
 * Writes `index.html` beside the console's script, from a page that says `{script}` and `{style}` where the hashed names
 * belong. Nothing in it is inline, so that `script-src 'self'; style-src 'self'` lets it run.
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
