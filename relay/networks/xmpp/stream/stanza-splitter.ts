import { PendingBytes } from './pending-bytes.ts';

/**
 * Splits the bytes of a stream into its header, complete stanzas and its end, without reading their content. So a stanza that
 * is too large or too deep is skipped without being held in memory, and one that cannot be read does not affect the others.
 * It works on bytes, not text: all it looks for is ASCII, and a stanza is decoded as a whole, so that a character split by a
 * chunk's border is no problem.
 */

/** Most bytes of a stanza. Prosody has the same limit for what its users' clients send. */
export const MAX_STANZA_BYTES = 262_144;

/** How deep elements of a stanza may be nested. */
export const MAX_DEPTH = 50;

export interface Cuts {
  /** The stream's opening tag. */
  opened(tag: Uint8Array): void;
  stanza(whole: Uint8Array): void;
  /** A stanza that was not held in memory; `tag` is its outer tag, if that is of a reasonable size. */
  oversized(tag: Uint8Array | undefined): void;
  closed(): void;
  /** The bytes are not a stream of stanzas. Nothing is called after this. */
  broken(): void;
}

const code = (character: string): number => character.charCodeAt(0);
const LESS = code('<');
const GREATER = code('>');
const SLASH = code('/');
const BANG = code('!');
const QUESTION = code('?');
const DOUBLE = code('"');
const SINGLE = code("'");
const CLOSE_BRACKET = code(']');
const CDATA = [...'[CDATA['].map(code);
const SPACES: ReadonlySet<number> = new Set([...' \t\r\n'].map(code));

type Where = 'text' | 'less' | 'tag' | 'value' | 'end-tag' | 'bang' | 'cdata' | 'declaration' | 'over';

export class StanzaSplitter {
  readonly #cuts: Cuts;
  readonly #held = new PendingBytes(MAX_STANZA_BYTES);
  #where: Where = 'text';
  /** The number of open elements: 1 in the stream, 2 in a stanza. */
  #depth = 0;
  /** In a tag: the previous byte. In a value: the quote that ends it. In CDATA: how many bytes of `[CDATA[` or `]]>` were read. */
  #before = 0;
  #declarable = true;
  /** The size of the stanza's outer tag in bytes, once the tag is complete. */
  #outer = 0;

  constructor(cuts: Cuts) {
    this.#cuts = cuts;
  }

  /** After this, nothing is called. */
  stop(): void {
    this.#where = 'over';
    this.#held.clear();
  }

  read(bytes: Uint8Array): void {
    this.#held.from(bytes);
    for (let at = 0; at < bytes.length && this.#where !== 'over'; at++) {
      // Most of a stream is text and attribute values: they are skipped in one step.
      const seek =
        this.#where === 'value' ? this.#before : this.#where === 'text' && this.#depth > 1 ? LESS : undefined;
      if (seek !== undefined) at = bytes.indexOf(seek, at);
      if (at < 0) break;
      this.#step(bytes[at] ?? 0, at);
    }
    if (this.#where !== 'over') this.#held.keep(bytes.length);
  }

  #step(byte: number, at: number): void {
    switch (this.#where) {
      case 'text':
        if (byte === LESS) {
          if (this.#depth < 2) this.#held.begin(at);
          this.#where = 'less';
        } else if (this.#depth < 2 && !SPACES.has(byte)) this.#break();
        return;
      case 'less':
        this.#named(byte);
        return;
      case 'tag':
        if (byte === GREATER) this.#tagEnds(at + 1, this.#before === SLASH);
        else this.#inTag(byte);
        return;
      case 'value': // only the end of a value matters
        this.#where = 'tag';
        return;
      case 'end-tag':
        if (byte === GREATER) this.#elementEnds(at + 1);
        return;
      case 'bang': // RFC 6120, 11.1: no comments, no document types
        if (byte !== CDATA[this.#before++]) this.#break();
        else if (this.#before === CDATA.length) this.#go('cdata');
        return;
      case 'cdata':
        if (byte === GREATER && this.#before >= 2) this.#where = 'text';
        this.#before = byte === CLOSE_BRACKET ? this.#before + 1 : 0;
        return;
      case 'declaration':
        if (byte === GREATER) {
          this.#held.clear();
          this.#where = 'text';
        }
    }
  }

  /** The byte after `<` decides what begins there. */
  #named(byte: number): void {
    const declarable = this.#declarable;
    this.#declarable = false;
    this.#go('tag');
    if (byte === SLASH && this.#depth > 0) this.#where = 'end-tag';
    else if (byte === BANG && this.#depth > 1) this.#where = 'bang';
    else if (byte === QUESTION && declarable) this.#where = 'declaration';
    else if ([SLASH, BANG, QUESTION, GREATER].includes(byte) || SPACES.has(byte)) this.#break();
  }

  #inTag(byte: number): void {
    if (byte === DOUBLE || byte === SINGLE) this.#where = 'value';
    this.#before = byte;
  }

  #tagEnds(end: number, empty: boolean): void {
    this.#go('text');
    if (this.#depth === 0) this.#opens(end, empty);
    else if (this.#depth === 1) this.#stanzaBegins(end, empty);
    else if (!empty) this.#deeper();
  }

  #opens(end: number, empty: boolean): void {
    const size = this.#held.keep(end);
    if (empty || size === 0) {
      this.#break();
      return;
    }
    this.#depth = 1;
    this.#cuts.opened(this.#held.take(size));
  }

  #stanzaBegins(end: number, empty: boolean): void {
    this.#outer = this.#held.keep(end);
    if (empty) this.#stanzaEnds(end);
    else this.#deeper();
  }

  #deeper(): void {
    this.#depth++;
    if (this.#depth > MAX_DEPTH + 1) this.#held.overflow();
  }

  #elementEnds(end: number): void {
    this.#go('text');
    this.#depth--;
    if (this.#depth === 1) this.#stanzaEnds(end);
    if (this.#depth > 0) return;
    this.stop();
    this.#cuts.closed();
  }

  #stanzaEnds(end: number): void {
    const size = this.#held.keep(end);
    const outer = this.#outer;
    this.#outer = 0;
    if (size > 0) this.#cuts.stanza(this.#held.take(size));
    else this.#cuts.oversized(outer > 0 ? this.#held.take(outer) : undefined);
  }

  #go(where: Where): void {
    this.#where = where;
    this.#before = 0;
  }

  #break(): void {
    this.stop();
    this.#cuts.broken();
  }
}
