/**
 * What clocks on the wall show in a zone. A *wall time* is written as the milliseconds since 1970 that the same
 * reading would be in UTC, so that days and hours of it are plain division; an *instant* is a moment everywhere.
 */

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Making a formatter costs a thousand times what using it does; there are as many as the config names zones. */
const formatters = new Map<string, Intl.DateTimeFormat>();

const formatterFor = (zone: string): Intl.DateTimeFormat => {
  const known = formatters.get(zone);
  if (known) return known;
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(zone, formatter);
  return formatter;
};

/** The wall time at an instant. Throws a RangeError for a zone that is none. */
export const wallTimeAt = (zone: string, instant: number): number => {
  // Always "MM/DD/YYYY, HH:MM:SS" for these options: slicing takes a third of the time formatToParts does.
  const text = formatterFor(zone).format(instant);
  const part = (from: number, to: number) => Number(text.slice(from, to));
  const wall = Date.UTC(part(6, 10), part(0, 2) - 1, part(3, 5), part(12, 14), part(15, 17), part(18, 20));
  return wall + (((instant % 1000) + 1000) % 1000);
};

const offsetAt = (zone: string, instant: number): number => wallTimeAt(zone, instant) - instant;

/** The offsets a day before and a day after the instants a wall time could be: no zone changes twice in between. */
const offsetsAround = (zone: string, wall: number): [before: number, after: number] => [
  offsetAt(zone, wall - DAY_MS),
  offsetAt(zone, wall + DAY_MS),
];

/** The instants at which clocks read this: one; none where they are put forward over it; two where they are put back. */
export const instantsOf = (zone: string, wall: number): number[] => {
  const [before, after] = offsetsAround(zone, wall);
  const first = wall - before;
  const second = wall - after;
  if (first === second) return [first];
  return [first, second].filter((instant) => wallTimeAt(zone, instant) === wall);
};

/** The one instant a timetable means: the first of two; for a time that is skipped, the moment clocks jump over it. */
export const instantOf = (zone: string, wall: number): number => {
  const [instant] = instantsOf(zone, wall);
  if (instant !== undefined) return instant;
  const [before, after] = offsetsAround(zone, wall);
  let earlier = wall - after;
  let later = wall - before;
  while (later - earlier > 1) {
    const middle = Math.floor((earlier + later) / 2);
    if (offsetAt(zone, middle) === before) earlier = middle;
    else later = middle;
  }
  return later;
};
