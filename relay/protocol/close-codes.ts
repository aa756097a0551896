/**
 * The WebSocket close codes of the relay. `retry`: a page may connect again with the same script and the same key. Where `retry` is
 * false, every further attempt would end in the same way.
 *
 * Codes 4000 to 4999 are reserved for applications (RFC 6455 section 7.4.2); 1001 and 1012 have the meaning the registry gives them.
 * The name of a row is sent as the close reason, next to its code.
 */
export const Close = {
  /** The page itself is leaving. */
  pageLeft: { code: 1001, retry: true },
  /** The relay stops or restarts. The page connects again soon. */
  relayRestarting: { code: 1012, retry: true },
  /** The frame is not JSON, is not an object, has an unknown kind or a member of the wrong type, or came before `hello`. */
  badFrame: { code: 4400, retry: false },
  /** The librarian is not signed in, or has signed out elsewhere. */
  signedOut: { code: 4401, retry: false },
  /** The page's origin is not among the `origins` of the library's config. */
  originRefused: { code: 4403, retry: false },
  /** No `hello` came within HELLO_SECONDS. */
  helloLate: { code: 4408, retry: true },
  /** A frame was longer than MAX_FRAME_BYTES. */
  frameTooLong: { code: 4413, retry: false },
  /** The page speaks a version that this relay no longer speaks, or does not speak yet. */
  versionUnknown: { code: 4426, retry: false },
  /** The page sent too many frames or bytes a second. */
  tooFast: { code: 4429, retry: true },
  /** Too many sockets are open from the page's network address. */
  tooManySockets: { code: 4430, retry: true },
  /** The page does not read what the relay sends. */
  readsTooSlowly: { code: 4431, retry: true },
  /** An internal error of the relay, which stored nothing that it did not acknowledge. The page sends the rest again. */
  relayFault: { code: 4500, retry: true },
} as const;

export type CloseName = keyof typeof Close;

/** True if a page may connect again after this code. Codes that are not listed, such as 1006 (the network failed), allow it. */
export const mayRetry = (code: number): boolean => Object.values(Close).find((row) => row.code === code)?.retry ?? true;
