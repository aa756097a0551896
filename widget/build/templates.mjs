/**
 * A Rollup plugin that removes the indentation from html`` and svg`` templates, which minifiers leave as they are. A line
 * break between two tags is removed with the space around it; any other line break becomes one space. So a space that
 * readers should see must not be at a line break between two tags.
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

/** The html`` and svg`` templates of a parsed module, also those inside other templates. */
export const templatesIn = (node) => {
  if (Array.isArray(node)) return node.flatMap(templatesIn);
  if (typeof node?.type !== 'string') return [];
  const inner = Object.values(node).flatMap((child) => (typeof child === 'object' ? templatesIn(child) : []));
  const is = node.type === 'TaggedTemplateExpression' && /^(?:html|svg)$/.test(node.tag.name ?? '');
  return is ? [node, ...inner] : inner;
};

/** The shortened texts of a template: before, between and after its expressions. */
export const textsOf = (quasis) =>
  quasis.map(({ value }, place) => collapse(value.raw, { first: place === 0, last: place === quasis.length - 1 }));

/** `code` with the text of each cut in the place of what was there. The cuts must not overlap. */
export const cut = (code, cuts) =>
  cuts
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: shorter }) => text.slice(0, start) + shorter + text.slice(end), code);

/** Shortens one text of a template. `raw`: the text; `first`, `last`: whether the template begins or ends with it. */
export const collapse = (raw, { first, last }) => {
  const text = raw.replace(/>\s*\n\s*</g, '><').replace(/\s*\n\s*/g, ' ');
  const trimmed = first ? text.trimStart() : text;
  return last ? trimmed.trimEnd() : trimmed;
};
