import { NO_SCOPE, namespaceOf, readElement, type Scope } from './read-element.ts';
import { StanzaSplitter } from './stanza-splitter.ts';
import type { Element } from './xml.ts';

/** What is on a stream. Each is told once it is whole, in order. */
export interface ReaderOn {
  /** The stream's own tag, and the namespace that stanzas have without saying so. */
  opened(header: Element, stanzas: string): void;
  stanza(stanza: Element): void;
  /** Too large or too deep: its outer element only. */
  oversized(outer: Element): void;
  /** A whole stanza that is not well-formed, or too large with an outer tag that cannot be read either. */
  unreadable(): void;
  closed(): void;
  /** No stream of stanzas, or none any more. Nothing comes after it. */
  broken(): void;
}

/** Bytes of a stream, cut anywhere, become its header, stanzas and end. Never throws but what a listener throws. */
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

  /** Tells nothing more. */
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

/** Empty, and so no element, where it is no UTF-8. */
const decoded = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    return '';
  }
};

/** A start tag as an element without children. */
const closedAtOnce = (tag: string): string => tag.replace(/>$/, '/>');
