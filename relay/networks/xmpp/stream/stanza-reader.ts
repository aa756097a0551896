import { NO_SCOPE, namespaceOf, readElement, type Scope } from './read-element.ts';
import { StanzaSplitter } from './stanza-splitter.ts';
import type { Element } from './xml.ts';

/** The events of a stream, each called once its part is complete, in order. */
export interface ReaderOn {
  /** The stream's opening tag, and the default namespace of stanzas. */
  opened(header: Element, stanzas: string): void;
  stanza(stanza: Element): void;
  /** A stanza too large or too deep to be read, with its outer element only. */
  oversized(outer: Element): void;
  /** A complete stanza that is not well-formed, or one too large whose outer tag cannot be read either. */
  unreadable(): void;
  closed(): void;
  /** The bytes are not, or no longer, a stream of stanzas. Nothing is called after this. */
  broken(): void;
}

/** Reads the bytes of a stream, in chunks of any size, as its header, stanzas and end. Throws only what a listener throws. */
export class StanzaReader {
  readonly #on: ReaderOn;
  readonly #cutter: StanzaSplitter;
  #scope: Scope = NO_SCOPE;

  constructor(on: ReaderOn) {
    this.#on = on;
    this.#cutter = new StanzaSplitter({
      opened: (tag) => this.#opened(tag),
      stanza: (whole) => this.#stanza(whole),
      oversized: (tag) => this.#oversized(tag),
      closed: () => on.closed(),
      broken: () => on.broken(),
    });
  }

  read(bytes: Uint8Array): void {
    this.#cutter.read(bytes);
  }

  /** After this, nothing is called. */
  stop(): void {
    this.#cutter.stop();
  }

  #opened(tag: Uint8Array): void {
    const read = readElement(closedAtOnce(decoded(tag)), NO_SCOPE);
    if (read === undefined) {
      this.stop();
      this.#on.broken();
      return;
    }
    this.#scope = read.scope;
    this.#on.opened(read.element, namespaceOf('', read.scope) ?? '');
  }

  #stanza(whole: Uint8Array): void {
    const read = readElement(decoded(whole), this.#scope);
    if (read === undefined) this.#on.unreadable();
    else this.#on.stanza(read.element);
  }

  #oversized(tag: Uint8Array | undefined): void {
    const read = tag && readElement(closedAtOnce(decoded(tag)), this.#scope);
    if (read === undefined) this.#on.unreadable();
    else this.#on.oversized(read.element);
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Empty, and so not an element, if the bytes are not UTF-8. */
const decoded = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    return '';
  }
};

/** A start tag turned into an element without children. */
const closedAtOnce = (tag: string): string => tag.replace(/>$/, '/>');
