import { Close } from '../../relay/protocol/close-codes.ts';

/** The table as a module of its own: it goes with the script that names a code, where most are one number. */
const TABLE = '\0close-code-table';

/** The table of close codes as pages carry it: the final codes as a list, and of each row no more than its code. */
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
