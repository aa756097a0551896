/** Raise it when an older page would misread a newer relay. The relay speaks this version and the one before it. */
export const PROTOCOL_VERSION = 1;

/** The oldest version that a `hello` may carry. No version precedes 1. */
export const OLDEST_VERSION = 1;
