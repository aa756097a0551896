import type { Clock } from '../../../desk/ports.ts';
import type { Roster } from '../../../desk/roster.ts';
import { type Post, Posts } from '../../../messenger/accounts.ts';
import { ComponentStream, type ServerAccount } from '../stream/component-stream.ts';
import type { Fault } from '../stream/link-errors.ts';
import { Inquiry } from './disco-probe.ts';
import { type Finding, trialWords } from './findings.en.ts';

/** How long servers may take to answer. */
export const ANSWERS_MS = 3_000;

/**
 * Connects once as the relay would, asks about the librarians, and leaves. What comes in meanwhile for a relay that is the
 * same component may be lost, where the server allows two: to be tried only where none is connected.
 */
export const tryServer = async (account: ServerAccount, roster: Roster, clock: Clock): Promise<Finding[]> => {
  const posts = new Posts(roster).all;
  const came = await tried(account, posts, clock);
  return trialWords(came, account, posts);
};

const tried = (account: ServerAccount, posts: readonly Post[], clock: Clock): Promise<Fault | Inquiry> =>
  new Promise((resolve) => {
    const inquiry = new Inquiry(account.domain, posts);
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
