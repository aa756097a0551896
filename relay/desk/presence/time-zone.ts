/**
 * Conversion between instants and wall times. A *wall time* is what a clock on the wall shows in a time zone, written as
 * the milliseconds since 1970 at which a clock in UTC shows the same, so that its day and hour are plain division. An
 * *instant* is a moment in milliseconds since 1970, the same everywhere.
 */

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Cached, because making a formatter costs a thousand times as much as using it. One for each zone in the config. */
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

/** The wall time at an instant. Throws a RangeError for an unknown zone. */
export const wallTimeAt = (zone: string, instant: number): number => {
  // The text is always "MM/DD/YYYY, HH:MM:SS" for these options. Slicing takes a third of the time of formatToParts.
  const text = formatterFor(zone).format(instant);
  const part = (from: number, to: number) => Number(text.slice(from, to));
  const wall = Date.UTC(part(6, 10), part(0, 2) - 1, part(3, 5), part(12, 14), part(15, 17), part(18, 20));
  return wall + (((instant % 1000) + 1000) % 1000);
};

const offsetAt = (zone: string, instant: number): number => wallTimeAt(zone, instant) - instant;

/** The offsets a day before and a day after the instants that a wall time could mean. No zone changes twice in between. */
const offsetsAround = (zone: string, wall: number): [before: number, after: number] => [
  offsetAt(zone, wall - DAY_MS),
  offsetAt(zone, wall + DAY_MS),
];

/** The instants at which clocks show this wall time: usually one; none where clocks skip it; two where they repeat it. */
export const instantsOf = (zone: string, wall: number): number[] => {
  const [before, after] = offsetsAround(zone, wall);
  const first = wall - before;
  const second = wall - after;
  if (first === second) return [first];
  return [first, second].filter((instant) => wallTimeAt(zone, instant) === wall);
};

/** The instant that a timetable means: the first of two; for a skipped time, the moment at which clocks jump over it. */
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
