import type { Graph } from './tree.ts';

/** The rules of who may import whom, and the search for cycles. */

interface Zone {
  name: string;
  holds: RegExp;
  /** Paths it may import, in addition to those of its own zone. */
  may: RegExp;
  /** Packages and `node:` modules it may import. */
  libraries: RegExp;
  /** What divides the zone: a file may not import one of the same zone where this matches another part of the path. */
  apart?: RegExp;
}

const NOTHING = /^(?!)/;
const PROTOCOL = /^relay\/protocol\//;
const DESK = /^relay\/(desk|protocol)\//;
const ANY = /^/;
const BUILD = /^(widget\/build\/|[\w.-]+\.config\.(ts|mjs)$)/;

/** A path belongs to the first zone whose `holds` matches it. */
const ZONES: readonly Zone[] = [
  { name: 'protocol', holds: PROTOCOL, may: NOTHING, libraries: NOTHING },
  { name: 'desk', holds: /^relay\/desk\//, may: PROTOCOL, libraries: NOTHING },
  { name: 'messenger', holds: /^relay\/messenger\//, may: DESK, libraries: NOTHING },
  // Each network has a folder of its own, and knows of no other.
  {
    name: 'networks',
    holds: /^relay\/networks\/[\w-]+\//,
    may: /^relay\/(messenger|desk|protocol)\//,
    libraries: ANY,
    apart: /^relay\/networks\/[\w-]+\//,
  },
  { name: 'web', holds: /^relay\/web\//, may: DESK, libraries: ANY },
  { name: 'sqlite', holds: /^relay\/sqlite\//, may: DESK, libraries: /^node:/ },
  { name: 'bin', holds: /^relay\/ask-librarian\.mjs$/, may: /^(relay\/main\.ts$|dist\/)/, libraries: NOTHING },
  { name: 'main', holds: /^relay\/main\.ts$/, may: /^relay\/(cli\/|built\.ts$)/, libraries: NOTHING },
  {
    name: 'cli',
    holds: /^relay\/cli\//,
    // The server check of `ask-librarian check` runs without a relay.
    may: /^relay\/((start-relay|clock|log)\.ts$|config\/|desk\/|protocol\/|networks\/xmpp\/server-check\/)/,
    libraries: /^node:/,
  },
  // The only one that knows all the parts.
  { name: 'start-relay', holds: /^relay\/start-relay\.ts$/, may: /^relay\/(?!cli\/)/, libraries: /^node:/ },
  { name: 'relay', holds: /^relay\//, may: DESK, libraries: ANY }, // the config, the log, the clock
  {
    name: 'build',
    holds: BUILD,
    may: /^(widget\/(build\/|strings\/|shared\/signs\.ts$)|relay\/protocol\/)/,
    libraries: ANY,
  },
  { name: 'widget', holds: /^widget\//, may: PROTOCOL, libraries: /^(lit|nanoid)(\/|$)/ },
  {
    name: 'demo',
    holds: /^demo\//,
    may: /^relay\/(start-relay\.ts$|config\/|cli\/prosody-config\.ts$)/,
    libraries: /^(node:|minisearch$)/,
  },
];

/** One line for each import that the rules forbid, and for each file that no zone holds. */
export const trespasses = (graph: Graph): string[] =>
  [...graph].flatMap(([path, { paths, libraries }]) => {
    const zone = zoneOf(path);
    if (zone === undefined) return [`${path} is in no zone`];
    return [
      ...paths.filter((name) => (zoneOf(name) === zone ? !areTogether(zone, path, name) : !zone.may.test(name))),
      ...libraries.filter((name) => !zone.libraries.test(name)),
    ].map((name) => `${path} (${zone.name}) imports ${name}`);
  });

const areTogether = ({ apart }: Zone, one: string, other: string): boolean =>
  apart === undefined || apart.exec(one)?.[0] === apart.exec(other)?.[0];

const zoneOf = (path: string): Zone | undefined => ZONES.find((zone) => zone.holds.test(path));

/**
 * Each cycle of imports once, beginning with its alphabetically first path. Imports of types count; a part that is
 * loaded on demand does not.
 */
export const rings = (graph: Graph): string[] => {
  const done = new Set<string>();
  const found = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) found.add(turned(trail.slice(at)).join(' -> '));
    if (at >= 0 || done.has(path)) return;
    for (const next of graph.get(path)?.atOnce ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) walk(path, []);
  return [...found];
};

const turned = (ring: readonly string[]): string[] => {
  const first = ring.indexOf([...ring].sort()[0] ?? '');
  return [...ring.slice(first), ...ring.slice(0, first)];
};

/** True for a file that only re-exports what other files export. */
export const isBarrel = (text: string): boolean => {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '').trim();
  if (/^export \* from/m.test(code)) return true;
  return code !== '' && code.replace(/^export (type )?\{[^}]*\} from ['"][^'"]+['"];?$/gm, '').trim() === '';
};
