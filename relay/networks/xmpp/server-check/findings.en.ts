import type { DeskAccount } from '../../../messenger/accounts.ts';
import { leadingPresence } from '../../../messenger/client-presence.ts';
import { parseAddress } from '../address.ts';
import { linkErrorText, type ServerPlace } from '../stream/link-errors.en.ts';
import type { LinkError } from '../stream/link-errors.ts';
import { type AccountFacts, DiscoProbe, type ServerFacts } from './disco-probe.ts';

/** `well: false`: with this, some librarian is not reached. */
export interface Finding {
  well: boolean;
  text: string;
}

const well = (text: string): Finding => ({ well: true, text });
const wrong = (text: string): Finding => ({ well: false, text });

/** The results of checking the server, for whoever runs it: what is wrong, and what to do. */
export const findingsOf = (
  found: LinkError | DiscoProbe,
  place: ServerPlace,
  posts: readonly DeskAccount[],
): Finding[] => {
  if (!(found instanceof DiscoProbe)) return [wrong(linkErrorText(found, place))];
  return [
    well(`The XMPP server at ${place.host}:${place.port} accepts the relay as ${place.domain}.`),
    ...[...found.servers].flatMap(([domain, facts]) => serverWords(domain, facts, found)),
    ...[...found.accounts].flatMap(([account, facts]) => accountWords(account, facts, found, posts, place)),
  ];
};

const serverWords = (domain: string, { answered, storage, archive }: ServerFacts, found: DiscoProbe): Finding[] => {
  if (answered !== 'yes') {
    const why = answered === undefined ? 'it does not answer' : answered;
    return [
      wrong(
        `The XMPP server does not reach ${domain} (${why}): correct the accounts there, or allow connections between the servers (s2s).`,
      ),
    ];
  }
  const ofDomain = [...found.accounts].filter(([account]) => domainOf(account) === domain).map(([, facts]) => facts);
  const keeps = [
    ...(storage ? ['messages for accounts that are offline (offline storage)'] : []),
    ...(archive || ofDomain.some((account) => account.archive) ? ['an archive of all messages (MAM)'] : []),
  ];
  const unsaid =
    archive || ofDomain.some(({ seen }) => seen)
      ? []
      : [
          `${domain} says whether it keeps an archive of messages only when an account there lets a desk see its presence.`,
        ];
  const kept = keeps.map(
    (what) =>
      `${domain} keeps ${what}: patrons' words stay on that server, and a question to a librarian who has just gone offline arrives hours later. Turn it off if the server is yours; docs/xmpp.md says how.`,
  );
  return [...kept, ...unsaid].map(well);
};

const accountWords = (
  account: string,
  { answered, seen, clients }: AccountFacts,
  found: DiscoProbe,
  posts: readonly DeskAccount[],
  { domain }: ServerPlace,
): Finding[] => {
  // Reported with the server already.
  if (found.servers.get(domainOf(account))?.answered !== 'yes') return [];
  const mine = posts.filter((post) => post.account === account);
  const who = `${mine[0]?.librarian} (${account})`;
  if (answered === 'item-not-found')
    return [wrong(`${who}: the server has no such account. Create it, or correct it in the config.`)];
  if (!seen) {
    const desks = mine.map(({ desk }) => `${desk}@${domain}`).join(' or ');
    return [
      well(
        `${who}: the server says nothing. Either there is no such account, or it does not let the desk see its presence yet. Create the account; then put it and the desk into one roster group (ask-librarian prosody --groups prints it), or have the librarian add ${desks} to their contacts.`,
      ),
    ];
  }
  if (clients.size === 0) return [well(`${who}: OK; not signed in now.`)];
  const best = leadingPresence(clients.values());
  if (best) return [well(`${who}: OK; signed in now, ${best.extended ? 'away for longer' : best.availability}.`)];
  return [
    well(
      `${who}: signed in only with a priority below 0, so no question reaches them. Have them set the priority in their client to 0 or more.`,
    ),
  ];
};

const domainOf = (account: string): string => parseAddress(account)?.domain ?? account;
