/** One word per thing: those that another word of the house stands for are not used in names. */

/** What to say instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  user: 'patron',
  visitor: 'patron',
  guest: 'patron',
  client: 'patron, page or link',
  agent: 'librarian',
  operator: 'librarian',
  staff: 'librarian',
  manager: 'what it is',
  service: 'desk, or what it is',
  hub: 'desk',
  room: 'conversation',
  channel: 'conversation',
  ticket: 'conversation',
  packet: 'frame',
  payload: 'frame',
  dashboard: 'console',
  admin: 'console',
  util: 'what it does',
  utils: 'what it does',
  helper: 'what it does',
  helpers: 'what it does',
  common: 'what it holds',
  types: 'what it holds',
  impl: 'what it is',
  handle: 'what the caller means',
};

const partsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);

/** Names of a file that others see: its own, and what it exports. */
export const namesOf = (path: string, text: string): string[] => [
  ...path.replace(/\.\w+$/, '').split('/'),
  ...[...text.matchAll(/^export (?:abstract |async )?(?:const|let|function\*?|class|interface|type) (\w+)/gm)].map(
    ([, name = '']) => name,
  ),
];

/** `chat-manager: say what it is instead of manager` for each name that says a wrong word. */
export const wrongWords = (path: string, text: string): string[] =>
  namesOf(path, text).flatMap((name) => {
    const word = partsOf(name).find((part) => Object.hasOwn(INSTEAD, part));
    return word === undefined ? [] : [`${path}: ${name}: say ${INSTEAD[word]} instead of ${word}`];
  });

/** `IStore` for an interface called Store. */
export const hungarian = (text: string): string[] =>
  [...text.matchAll(/^export interface (I[A-Z][a-z]\w*)/gm)].map(([, name = '']) => name);
