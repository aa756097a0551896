/** Lit leaves a list of its versions on the window, for pages that have several. A library's page is not ours to write on. */
export const litAlone = () => ({
  name: 'lit-alone',
  transform(code, id) {
    if (!/[\\/]lit-html[\\/]lit-html\.js$/.test(id)) return null;
    const alone = code.replace(/\(\w+\.litHtmlVersions\?\?=\[\]\)\.push\("[\d.]+"\)/, '0');
    if (alone === code) this.error('Lit says its version in another way now.');
    return { code: alone, map: null };
  },
});
