import type { DeskAccount } from '../../../messenger/accounts.ts';
import { leadingPresence } from '../../../messenger/client-presence.ts';
import { parseAddress } from '../address.ts';
import { linkErrorText, type ServerPlace } from '../stream/link-errors.en.ts';
import type { LinkError } from '../stream/link-errors.ts';
import { type AccountFacts, DiscoProbe, type ServerFacts } from './disco-probe.ts';

/** `well: false`: as it is, somebody is not reached. */
export interface Finding {
  well: boolean;
  text: string;
}

const well = (text: string): Finding => ({ well: true, text });
const wrong = (text: string): Finding => ({ well: false, text });

/** What came of trying the server, for whoever runs it: what is wrong, and what to do. */
export const findingsOf = (
  found: LinkError | DiscoProbe,
  place: ServerPlace,
  posts: readonly DeskAccount[],
): Finding[] => {
  if (!(found instanceof DiscoProbe)) return [wrong(linkErrorText(found, place))];
  return [
    well(`The XMPP server at ${place.host}:${place.port} takes the relay in as ${place.domain}.`),
    ...[...found.servers].flatMap(([domain, facts]) => serverWords(domain, facts, found)),
    ...[...found.accounts].flatMap(([account, facts]) => accountWords(account, facts, found, posts, place)),
  ];
};

const serverWords = (domain: string, { answered, storage, archive }: ServerFacts, found: DiscoProbe): Finding[] => {
  if (answered !== 'yes') {
    const why = answered === undefined ? 'it does not answer' : answered;
    return [
      wrong(
        `The XMPP server does not reach ${domain} (${why}): correct the accounts there, or let the servers talk to one another (s2s).`,
      ),
    ];
  }
  const ofDomain = [...found.accounts].filter(([account]) => domainOf(account) === domain).map(([, facts]) => facts);
  const keeps = [
    ...(storage ? ['messages for those who are not there (offline storage)'] : []),
    ...(archive || ofDomain.some((account) => account.archive) ? ['an archive of all messages (MAM)'] : []),
  ];
  const unsaid =
    archive || ofDomain.some(({ seen }) => seen)
      ? []
      : [`Whether ${domain} keeps an archive of messages, it tells only when an account there lets a desk see it.`];
  const kept = keeps.map(
    (what) =>
      `${domain} keeps ${what}: patrons' words stay on that server, and a question to a librarian who has just gone turns up hours later. Switch it off where the server is yours; docs/xmpp.md says how.`,
  );
  return [...kept, ...unsaid].map(well);
};

const accountWords = (
  account: string,
  { answered, seen, programs }: AccountFacts,
  found: DiscoProbe,
  posts: readonly DeskAccount[],
  { domain }: ServerPlace,
): Finding[] => {
  // Told of the server already.
  if (found.servers.get(domainOf(account))?.answered !== 'yes') return [];
  const mine = posts.filter((post) => post.account === account);
  const who = `${mine[0]?.librarian} (${account})`;
  if (answered === 'item-not-found')
    return [wrong(`${who}: there is no such account on the server. Create it, or correct it in the config.`)];
  if (!seen) {
    const desks = mine.map(({ desk }) => `${desk}@${domain}`).join(' or ');
    return [
      well(
        `${who}: the server tells nothing. Either there is no such account, or she does not let the desk see her yet. Create it; then put her and the desk into one roster group (ask-librarian prosody --groups prints it), or let her add ${desks} to her contacts.`,
      ),
    ];
  }
  if (programs.size === 0) return [well(`${who}: in order; not signed in now.`)];
  const best = leadingPresence(programs.values());
  if (best) return [well(`${who}: in order; signed in now, ${best.extended ? 'away for longer' : best.availability}.`)];
  return [
    well(
      `${who}: signed in with a priority below 0 only, so no question reaches her. Let her set the priority in her program to 0 or more.`,
    ),
  ];
};

const domainOf = (account: string): string => parseAddress(account)?.domain ?? account;
