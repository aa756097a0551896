/**
 * Takes the indentation out of html`` and svg`` templates, which no minifier touches: nothing is left of a line break
 * between two tags, one space of any other. A space that matters must not stand at a line break between tags.
 */
export const templates = () => ({
  name: 'templates',
  transform(code, id) {
    if (!id.endsWith('.ts') || !/\b(?:html|svg)`/.test(code)) return null;
    const cuts = [];
    visit(this.parse(code), (node) => {
      if (node.type !== 'TaggedTemplateExpression' || !/^(?:html|svg)$/.test(node.tag.name ?? '')) return;
      const { quasis } = node.quasi;
      quasis.forEach((quasi, place) => {
        const ends = { first: place === 0, last: place === quasis.length - 1 };
        cuts.push({ start: quasi.start, end: quasi.end, text: collapse(quasi.value.raw, ends) });
      });
    });
    cuts.sort((a, b) => b.start - a.start);
    return {
      code: cuts.reduce((text, cut) => text.slice(0, cut.start) + cut.text + text.slice(cut.end), code),
      map: null,
    };
  },
});

/** `raw`: the text between two expressions; `first`, `last`: whether the template begins or ends with it. */
export const collapse = (raw, { first, last }) => {
  const text = raw.replace(/>\s*\n\s*</g, '><').replace(/\s*\n\s*/g, ' ');
  const begun = first ? text.trimStart() : text;
  return last ? begun.trimEnd() : begun;
};

const visit = (node, seen) => {
  if (Array.isArray(node)) for (const each of node) visit(each, seen);
  else if (typeof node?.type === 'string') {
    seen(node);
    for (const child of Object.values(node)) if (typeof child === 'object') visit(child, seen);
  }
};
