/** Makes the table of WebSocket close codes small enough for the scripts that browsers load. */

import { Close } from '../../relay/protocol/close-codes.ts';

/**
 * The name of a module that holds only the table. A script that names no code leaves the whole table out; in a script
 * that names one, the minifier replaces most uses by the number.
 */
const TABLE = '\0close-code-table';

/**
 * A Rollup plugin that replaces `relay/protocol/close-codes.ts` by a shorter module with the same exports: `mayRetry`
 * looks in a list of the final codes, and each row of the table has only its code.
 */
export const closeCodes = () => ({
  name: 'close-codes',
  resolveId: (source) => (source === TABLE ? TABLE : null),
  load(id) {
    if (id === TABLE) {
      const codes = Object.fromEntries(Object.entries(Close).map(([name, { code }]) => [name, { code }]));
      return `export const Close = ${JSON.stringify(codes)};`;
    }
    if (!id.endsWith('/relay/protocol/close-codes.ts')) return null;
    const final = Object.values(Close).filter((row) => !row.retry);
    return `export { Close } from ${JSON.stringify(TABLE)};
export const mayRetry = (code) => !${JSON.stringify(final.map((row) => row.code))}.includes(code);`;
  },
});
