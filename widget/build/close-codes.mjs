import { Close } from '../../relay/protocol/close-codes.ts';

/** The table of close codes as pages carry it: the final codes as a list, and of each row no more than its code. */
export const closeCodes = () => ({
  name: 'close-codes',
  load(id) {
    if (!id.endsWith('/relay/protocol/close-codes.ts')) return null;
    const final = Object.values(Close).filter((row) => !row.retry);
    const codes = Object.fromEntries(Object.entries(Close).map(([name, { code }]) => [name, { code }]));
    return `export const Close = ${JSON.stringify(codes)};
export const mayRetry = (code) => !${JSON.stringify(final.map((row) => row.code))}.includes(code);`;
  },
});
