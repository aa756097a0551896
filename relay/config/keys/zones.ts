import { quoted } from '../mistakes.ts';
import { nearest } from '../nearest-name.ts';

const ZONES = Intl.supportedValuesOf('timeZone');

/** Abbreviations name no place, so they have no rule for daylight saving time; ICU even reads EST as Panama. */
const ABBREVIATIONS: Record<string, string> = {
  est: 'America/New_York',
  edt: 'America/New_York',
  et: 'America/New_York',
  est5edt: 'America/New_York',
  eastern: 'America/New_York',
  cst: 'America/Chicago',
  cdt: 'America/Chicago',
  ct: 'America/Chicago',
  central: 'America/Chicago',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  mt: 'America/Denver',
  mountain: 'America/Denver',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  pt: 'America/Los_Angeles',
  pacific: 'America/Los_Angeles',
  gmt: 'Europe/London',
  bst: 'Europe/London',
  cet: 'Europe/Paris',
  cest: 'Europe/Paris',
  z: 'UTC',
};

export const ZONE_PATTERN = '^(UTC|[A-Za-z_]+(/[A-Za-z0-9_+-]+)+)$';

/** Returns what is wrong with the name of a time zone, and which one was probably meant. */
export const zoneMistake = (value: string): string | undefined => {
  if (new RegExp(ZONE_PATTERN).test(value) && isKnown(value)) {
    const written = ZONES.find((zone) => zone.toLowerCase() === value.toLowerCase());
    if (written === undefined || written === value) return undefined;
    return `${quoted(value)} is a time zone in the wrong letter case. Write "${written}".`;
  }
  const place = ABBREVIATIONS[value.toLowerCase()];
  if (place !== undefined)
    return `${quoted(value)} is an abbreviation, which does not say when daylight saving time applies. Write for example "${place}".`;
  const meant = byCity(value) ?? nearest(value, ZONES);
  const instead = meant === undefined ? 'a region and city, such as "America/New_York"' : `"${meant}"`;
  return `${quoted(value)} is not the name of a time zone. Write ${instead}.`;
};

const isKnown = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false; // RangeError: no such zone
  }
};

/** The zone of a city, where only one zone has a city of that name: "New York" is America/New_York. */
const byCity = (value: string): string | undefined => {
  const city = value.split(/[/,]/).at(-1)?.trim() ?? '';
  const cities = new Map(ZONES.map((zone) => [zone.split('/').at(-1) ?? zone, zone]));
  return cities.get(nearest(city, [...cities.keys()]) ?? '');
};
