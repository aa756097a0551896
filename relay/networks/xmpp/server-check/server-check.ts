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
 * Connects once as the relay would, asks about the librarians' accounts, and disconnects. If the server allows two connections
 * of one component, what arrives meanwhile for a running relay may be lost: call this only if no relay is connected.
 */
export const checkServer = async (account: ServerAccount, roster: Roster, clock: Clock): Promise<Finding[]> => {
  const accounts = new Accounts(roster, xmppAccountOf).all;
  const result = await probeServer(account, accounts, clock);
  return findingsOf(result, account, accounts);
};

const probeServer = (
  account: ServerAccount,
  accounts: readonly DeskAccount[],
  clock: Clock,
): Promise<LinkError | DiscoProbe> =>
  new Promise((resolve) => {
    const probe = new DiscoProbe(account.domain, accounts);
    let accepted = false;
    let late = () => {};
    const leave = () => void stream.leave();
    // The watchdog's first ping is sent after these requests: its answer says that the server has handled them.
    let allRead = false;
    const leaveIfDone = () => {
      if (allRead && probe.answered) leave();
    };
    const stream: ComponentStream = new ComponentStream(account, clock, {
      online() {
        accepted = true;
        late = clock.after(ANSWERS_MS, leave);
        for (const request of probe.requests()) stream.send(request);
      },
      stanza(stanza) {
        const back = probe.receive(stanza);
        if (back) stream.send(back);
        leaveIfDone();
      },
      oversized() {},
      unreadable() {},
      answered() {
        allRead = true;
        leaveIfDone();
      },
      ended(error) {
        late();
        resolve(accepted ? probe : error);
      },
    });
  });
