/** Keeps our copy of the library Lit apart from any other copy on the same page. */

/** Name of the Trusted Types policy that the chat and the console create; a host page that lists policies must allow it. */
export const POLICY = 'ask-librarian';

/**
 * What the library Lit shares with other copies of Lit on the same page, and what replaces it: `[module, text,
 * replacement]`. Each text must occur exactly once in its module.
 */
const SHARED = [
  ['lit-html/lit-html.js', 'createPolicy("lit-html"', `createPolicy("${POLICY}"`],
  ['lit-html/lit-html.js', ',B=t.litHtmlPolyfillSupport;B?.(S,k),(t.litHtmlVersions??=[]).push("3.3.3");', ';'],
  ['reactive-element/reactive-element.js', ',p=a.reactiveElementPolyfillSupport', ''],
  [
    'reactive-element/reactive-element.js',
    ',p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2");',
    ';',
  ],
  // Lit defines these two for decorators, which neither the chat nor the console has.
  [
    'reactive-element/reactive-element.js',
    'Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;',
    '',
  ],
  ['reactive-element/reactive-element.js', 'this[Symbol.metadata]', 'null'],
  // Lit asks here whether the page has a polyfill for shadow roots. All browsers that the scripts are built for have
  // adopted style sheets, so the answer is always true.
  [
    'reactive-element/css-tag.js',
    't.ShadowRoot&&(void 0===t.ShadyCSS||t.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype',
    '!0',
  ],
  [
    'lit-element/lit-element.js',
    ',s.litElementHydrateSupport?.({LitElement:i});const o=s.litElementPolyfillSupport;o?.({LitElement:i});',
    ';',
  ],
  ['lit-element/lit-element.js', '(s.litElementVersions??=[]).push("4.2.2");', ''],
];

/**
 * Makes the bundled copy of Lit private to this script: it creates a Trusted Types policy of its own name, adds no
 * global to the page, and calls no hook that another copy of Lit has put there. Fails the build if a text is not found
 * exactly once, as it may be after an update of Lit.
 */
export const ownLit = () => {
  const seen = new Set();
  return {
    name: 'own-lit',
    transform(code, id) {
      const rows = SHARED.filter(([module]) => id.endsWith(`/${module}`));
      if (rows.length === 0) return null;
      let own = code;
      for (const row of rows) {
        const [, text, replacement] = row;
        const found = own.split(text).length - 1;
        if (found !== 1) this.error(`${id}: expected ${JSON.stringify(text)} once, found it ${found} times.`);
        own = own.replace(text, replacement);
        seen.add(row);
      }
      return { code: own, map: null };
    },
    buildEnd(error) {
      const missing = SHARED.find((row) => !seen.has(row));
      if (!error && missing) this.error(`The bundle has no module ${missing[0]}.`);
    },
  };
};
