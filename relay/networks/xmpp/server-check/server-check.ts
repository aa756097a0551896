import type { Clock } from '../../../desk/ports.ts';
import type { Roster } from '../../../desk/roster.ts';
import { Accounts, type DeskAccount } from '../../../messenger/accounts.ts';
import { xmppAccountOf } from '../address.ts';
import { ComponentStream, type ServerAccount } from '../stream/component-stream.ts';
import type { LinkError } from '../stream/link-errors.ts';
import { DiscoProbe } from './disco-probe.ts';
import { type Finding, findingsOf } from './findings.en.ts';

/** How long servers may take to answer. */
export const ANSWERS_MS = 3_000;

/**
 * Connects once as the relay would, asks about the librarians, and leaves. What comes in meanwhile for a relay that is the
 * same component may be lost, where the server allows two: to be tried only where none is connected.
 */
export const checkServer = async (account: ServerAccount, roster: Roster, clock: Clock): Promise<Finding[]> => {
  const posts = new Accounts(roster, xmppAccountOf).all;
  const came = await tried(account, posts, clock);
  return findingsOf(came, account, posts);
};

const tried = (account: ServerAccount, posts: readonly DeskAccount[], clock: Clock): Promise<LinkError | DiscoProbe> =>
  new Promise((resolve) => {
    const inquiry = new DiscoProbe(account.domain, posts);
    let takenIn = false;
    let late = () => {};
    const leave = () => void stream.leave();
    // The watchdog's first question is put after ours: its answer says that the server has dealt with them.
    let heardOut = false;
    const leaveIfDone = () => {
      if (heardOut && inquiry.answered) leave();
    };
    const stream: ComponentStream = new ComponentStream(account, clock, {
      online() {
        takenIn = true;
        late = clock.after(ANSWERS_MS, leave);
        for (const question of inquiry.questions()) stream.send(question);
      },
      stanza(stanza) {
        const back = inquiry.hears(stanza);
        if (back) stream.send(back);
        leaveIfDone();
      },
      oversized() {},
      unreadable() {},
      answered() {
        heardOut = true;
        leaveIfDone();
      },
      ended(fault) {
        late();
        resolve(takenIn ? inquiry : fault);
      },
    });
  });
