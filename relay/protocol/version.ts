/** Raise when an older page would misread a newer relay. The relay speaks this version and the one before. */
export const PROTOCOL_VERSION = 1;

/** The oldest version a `hello` may carry. There was none before 1. */
export const OLDEST_VERSION = 1;
