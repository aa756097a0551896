import { Close } from '../../relay/protocol/close-codes.ts';

/** Was there too much at once, of this page or of all? It may be told so while it tries again. */
export const isTooMuch = (code: number): boolean => code === Close.tooFast.code || code === Close.tooManySockets.code;
