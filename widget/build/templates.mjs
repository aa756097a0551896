/**
 * Takes the indentation out of html`` and svg`` templates, which no minifier touches: nothing is left of a line break
 * between two tags, one space of any other. A space that matters must not stand at a line break between tags.
 */
export const templates = () => ({
  name: 'templates',
  transform(code, id) {
    if (!id.endsWith('.ts') || !/\b(?:html|svg)`/.test(code)) return null;
    const cuts = templatesIn(this.parse(code)).flatMap(({ quasi: { quasis } }) =>
      textsOf(quasis).map((text, place) => ({ start: quasis[place].start, end: quasis[place].end, text })),
    );
    return { code: cut(code, cuts), map: null };
  },
});

/** The html`` and svg`` of a parsed module, those within others too. */
export const templatesIn = (node) => {
  if (Array.isArray(node)) return node.flatMap(templatesIn);
  if (typeof node?.type !== 'string') return [];
  const inner = Object.values(node).flatMap((child) => (typeof child === 'object' ? templatesIn(child) : []));
  const is = node.type === 'TaggedTemplateExpression' && /^(?:html|svg)$/.test(node.tag.name ?? '');
  return is ? [node, ...inner] : inner;
};

/** A template's text between its expressions, as short as it may be. */
export const textsOf = (quasis) =>
  quasis.map(({ value }, place) => collapse(value.raw, { first: place === 0, last: place === quasis.length - 1 }));

/** `code` with other text in these places, none of which overlap. */
export const cut = (code, cuts) =>
  cuts
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: instead }) => text.slice(0, start) + instead + text.slice(end), code);

/** `raw`: the text between two expressions; `first`, `last`: whether the template begins or ends with it. */
export const collapse = (raw, { first, last }) => {
  const text = raw.replace(/>\s*\n\s*</g, '><').replace(/\s*\n\s*/g, ' ');
  const begun = first ? text.trimStart() : text;
  return last ? begun.trimEnd() : begun;
};
