/** Limits of the protocol itself: a correct page keeps them, so they are the same at every relay. */

/** Longest line a patron or librarian can say, in UTF-16 code units; the composers stop there. */
export const MAX_TEXT = 4_000;

/** Longest words of a statement ("At the Panera in Newport News, back at 3"), in UTF-16 code units. */
export const MAX_WORDS = 140;

/** Longest name a patron may give, in UTF-16 code units. */
export const MAX_NAME = 60;

/** Longest title and address of a record a patron attaches, in UTF-16 code units. */
export const MAX_RECORD_TITLE = 300;
export const MAX_RECORD_URL = 1_000;

/** Bytes of one frame. MAX_TEXT of the most expensive characters, each escaped as \uXXXX, fits. */
export const MAX_FRAME_BYTES = 32_768;

/** An entry's id, chosen by the page that says it: nanoid's alphabet. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{8,64}$/;

/** The patron's key: 32 random bytes as base64url without padding. */
export const KEY_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** Seconds in which a socket must say `hello`. */
export const HELLO_SECONDS = 10;

/** A visible page says `still` this often; the relay echoes it. */
export const STILL_SECONDS = 4;

/** A visible page that has heard nothing for this long shows *unsure* and connects anew. */
export const SILENCE_SECONDS = 10;

/** Typing that was not repeated or ended is over after this long. */
export const TYPING_SECONDS = 6;

/** For how long a page may trust a whereabouts answer, less the `Age` of the answer. */
export const WHEREABOUTS_GOOD_SECONDS = 25;

/** A closed bubble on a visible page asks this often. */
export const WHEREABOUTS_ASK_SECONDS = 10;
