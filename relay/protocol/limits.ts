/** The limits of the protocol itself. They are the same at every relay, so a page can keep them without asking. */

/** The longest line that a patron or a librarian can send, in UTF-16 code units after cleaning (text.ts). */
export const MAX_TEXT = 4_000;

/** The longest words of a statement ("At the Panera in Newport News, back at 3"), in UTF-16 code units. */
export const MAX_WORDS = 140;

/** The longest name that a patron may give, in UTF-16 code units. */
export const MAX_NAME = 60;

/** The longest title and the longest address of a catalogue record that a patron attaches, in UTF-16 code units. */
export const MAX_RECORD_TITLE = 300;
export const MAX_RECORD_URL = 1_000;

/** The longest frame in bytes. A line of MAX_TEXT fits even if each of its code units is escaped as \uXXXX, six bytes. */
export const MAX_FRAME_BYTES = 32_768;

/** The id of an entry, which the page chooses. The characters are those of nanoid. */
export const ID_PATTERN = /^[A-Za-z0-9_-]{8,64}$/;

/** The key of a patron's conversation: 32 random bytes as base64url without padding. */
export const KEY_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** A page must send `hello` within this many seconds after its socket opened. */
export const HELLO_SECONDS = 10;

/** A visible page sends a `still` frame every so many seconds, and the relay answers it with one: the protocol's ping and pong. */
export const STILL_SECONDS = 4;

/** A visible page that has received nothing for so many seconds shows *unsure* and connects again. */
export const SILENCE_SECONDS = 10;

/** A `typing` frame with `on: true` expires after so many seconds, unless it is sent again. */
export const TYPING_SECONDS = 6;

/** For how many seconds a page may trust a whereabouts response, less the `Age` header of the response. */
export const WHEREABOUTS_GOOD_SECONDS = 25;

/** A closed bubble on a visible page requests the whereabouts every so many seconds. */
export const WHEREABOUTS_ASK_SECONDS = 10;
