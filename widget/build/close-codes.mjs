import { Close } from '../../relay/protocol/close-codes.ts';

/** Pages ask of the table of close codes only whether they may come back, so that is all of it they carry. */
export const closeCodes = () => ({
  name: 'close-codes',
  load(id) {
    if (!id.endsWith('/relay/protocol/close-codes.ts')) return null;
    const final = Object.values(Close).filter((row) => !row.retry);
    return `export const mayRetry = (code) => !${JSON.stringify(final.map((row) => row.code))}.includes(code)`;
  },
});
