/**
 * Why the relay closes a socket. `retry` says whether a page may connect again with the same script and
 * the same key: where it is false, every further try would end the same way.
 * Codes 4000 to 4999 are for applications (RFC 6455 section 7.4.2); 1001 and 1012 keep their meaning.
 */
export const Close = {
  /** The page itself is leaving. */
  pageLeft: { code: 1001, retry: true },
  /** The relay stops or restarts; come back soon. */
  relayRestarting: { code: 1012, retry: true },
  /** Not JSON, no object, unknown kind, wrong types, or a frame before `hello`. */
  badFrame: { code: 4400, retry: false },
  /** The librarian is not signed in, or has signed out elsewhere. */
  signedOut: { code: 4401, retry: false },
  /** The page's origin is not one the library named. */
  originRefused: { code: 4403, retry: false },
  /** No `hello` in time. */
  helloLate: { code: 4408, retry: true },
  /** A frame longer than MAX_FRAME_BYTES. */
  frameTooLong: { code: 4413, retry: false },
  /** The page speaks a version this relay no longer, or not yet, speaks. */
  versionUnknown: { code: 4426, retry: false },
  /** Too many frames or bytes a second. */
  tooFast: { code: 4429, retry: true },
  /** Too many sockets from one network address. */
  tooManySockets: { code: 4430, retry: true },
  /** The page does not read what it is sent. */
  readsTooSlowly: { code: 4431, retry: true },
  /** A fault of the relay; nothing was kept that was not told. */
  relayFault: { code: 4500, retry: true },
} as const;

export type CloseName = keyof typeof Close;

/** May a page connect again after this code? Unknown codes (1006: the network) may. */
export const mayRetry = (code: number): boolean => Object.values(Close).find((row) => row.code === code)?.retry ?? true;
