import { cut } from './templates.mjs';

const LETTERS = 'etinsraoldhcpumgfvbkyxzwqjETINSRAOLDHCPUMGFVBKYXZWQJ';

/**
 * With a minified module: gives the private names of each class one letter each, the frequent ones the same in all of
 * them. The minifier keeps them apart, though no class sees another's: that is 1% of the chat's weight.
 */
export const privateNames = () => ({
  name: 'private-names',
  renderChunk(code) {
    const cuts = namesByClass(this.parse(code)).flatMap((names) => {
      const counts = Map.groupBy(names, ({ name }) => name);
      const ranks = [...counts.keys()].sort((a, b) => counts.get(b).length - counts.get(a).length);
      if (ranks.length > LETTERS.length) this.error('A class has more private names than there are letters.');
      return names.map(({ name, start }) => ({
        start: start + 1,
        end: start + 1 + name.length,
        text: LETTERS[ranks.indexOf(name)],
      }));
    });
    return { code: cut(code, cuts), map: null };
  },
});

/** Where private names stand, a list for each class; those of a class within another are its own. */
const namesByClass = (tree) => {
  const classes = [];
  const visit = (node, names) => {
    if (node === null || typeof node !== 'object') return;
    if (node.type === 'PrivateIdentifier') names.push(node);
    const own = node.type === 'ClassBody' ? [] : names;
    if (own !== names) classes.push(own);
    for (const child of Object.values(node)) visit(child, own);
  };
  visit(tree, []);
  return classes;
};
