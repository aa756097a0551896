import type { LibrarianName } from '../desk/roster.ts';
import { type ResourcePresence, speaking } from '../networks/xmpp/parse-presence.ts';

/** Programs of one librarian that are kept in mind; more of them at once are a mistake, or malice. */
export const MOST_EACH = 16;

/** Which programs of each librarian are there now, on this stream. */
export class OnlineResources {
  /** The newest last. */
  readonly #present = new Map<LibrarianName, Map<string, ResourcePresence>>();

  /** True where it takes lines, and is kept in mind. */
  set(librarian: LibrarianName, presence: ResourcePresence): boolean {
    const present = this.#present.get(librarian) ?? new Map<string, ResourcePresence>();
    this.#present.set(librarian, present);
    present.delete(presence.resource);
    if (presence.state !== 'up' || presence.priority < 0 || present.size >= MOST_EACH) return false;
    present.set(presence.resource, presence);
    return true;
  }

  has(librarian: LibrarianName, resource: string): boolean {
    return this.#present.get(librarian)?.has(resource) ?? false;
  }

  reaches(librarian: LibrarianName): boolean {
    return (this.#present.get(librarian)?.size ?? 0) > 0;
  }

  /** The status a program of hers shows, in its own words. */
  wordsOf(librarian: LibrarianName, resource: string): string | undefined {
    return this.#present.get(librarian)?.get(resource)?.words;
  }

  /** The one whose status is hers. */
  speaking(librarian: LibrarianName): ResourcePresence | undefined {
    return speaking(this.#present.get(librarian)?.values() ?? []);
  }

  /** Where a line goes: to `last` if that is still there, else by priority, of equals to the newest; not to `refused`. */
  choose(
    librarian: LibrarianName,
    last: string | undefined,
    refused: ReadonlySet<string> = new Set(),
  ): string | undefined {
    const present = [...(this.#present.get(librarian)?.values() ?? [])].filter(
      ({ resource }) => !refused.has(resource),
    );
    if (last !== undefined && present.some(({ resource }) => resource === last)) return last;
    let best: ResourcePresence | undefined;
    for (const one of present) if (!best || one.priority >= best.priority) best = one;
    return best?.resource;
  }

  /** None of hers is hers any more: which there were. */
  drop(librarian: LibrarianName): string[] {
    const gone = [...(this.#present.get(librarian)?.keys() ?? [])];
    this.#present.delete(librarian);
    return gone;
  }

  /** With the stream all of them are gone: who they were. */
  clear(): [LibrarianName, string][] {
    const gone = [...this.#present].flatMap(([librarian, present]) =>
      [...present.keys()].map((resource): [LibrarianName, string] => [librarian, resource]),
    );
    this.#present.clear();
    return gone;
  }
}
