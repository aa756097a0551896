import { cut } from './templates.mjs';

/**
 * Names of properties that are seen by the chat's own scripts only: never by a page, the bubble or the relay, never
 * written in quotation marks or put together, and no part's export. The minifier keeps all names of properties.
 */
const INSIDE = `alone answered askedAway asking asks atEnd awaited busyUntil claim clearScreen clock closeCode complete
  conversation details discard draw drawn firstNew flush forgetting forgettingLater helloAgain inUse
  hasLink keys language later lines listen look newId newKey onFrame onState placeholderMore quoted rememberMinutes restart retry
  retryLater retryNow root settle somebody subscribe talking toEnd took tryAgain tryNow typed unanswered
  unconnected unconnectedKept unknownDesk visible welcomed wide widen yourTime`.split(/\s+/);

/** With a minified module: gives those names two letters each, the same in all of the chat's scripts. */
export const shortNames = () => ({
  name: 'short-names',
  renderChunk(code) {
    const cuts = [];
    visit(this.parse(code), (node) => {
      const { type, key, property, computed, shorthand } = node;
      if (type === 'Literal' && INSIDE.includes(node.value))
        this.error(`"${node.value}" is no name of a property only.`);
      if (type === 'ExportSpecifier' && INSIDE.includes(node.exported.name)) {
        this.error(`${node.exported.name} is exported.`);
      }
      const name = type === 'MemberExpression' ? property : key;
      if (computed || name?.type !== 'Identifier' || !INSIDE.includes(name.name)) return;
      const short = shortOf(name.name);
      cuts.push({ start: name.start, end: name.end, text: shorthand ? `${short}:${name.name}` : short });
    });
    return { code: cut(code, cuts), map: null };
  },
});

/** Nobody else gives such names to properties. */
const shortOf = (name) => `_${INSIDE.indexOf(name).toString(36)}`;

const visit = (node, each) => {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.type === 'string') each(node);
  for (const child of Object.values(node)) visit(child, each);
};
