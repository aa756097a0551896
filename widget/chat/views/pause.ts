import type { Whereabouts } from '../../../relay/protocol/whereabouts.ts';
import { EN as words } from '../../strings/chat-details.en.ts';
import type { ConversationView } from '../conversation/conversation-view.ts';
import type { Reader } from './reader.ts';
import { timeThere } from './until.ts';

/** How else the patron may reach the desk: its telephone, e-mail or postal address, in this order; '' if it has none. */
export const otherWay = (desk: Whereabouts | undefined): string => {
  const { phone, email, address } = desk?.contact ?? {};
  if (phone) return words.call(phone);
  if (email) return words.write(email);
  return address ? words.come(address) : '';
};

/** That the desk takes no new conversation. Undefined if it does, and for a patron who has a conversation that is open. */
export const paused = ({ whereabouts: desk, lines }: ConversationView, reader: Reader): string | undefined => {
  const last = lines.findLast(({ kind, seq }) => seq && (kind === 'said' || kind === 'closed'));
  if (!desk?.paused || (last && last.kind !== 'closed')) return undefined;
  const { until } = desk.paused;
  const time = until === undefined ? undefined : timeThere(until, desk.zone, reader);
  return [words.paused(time), otherWay(desk)].join(' ').trim();
};
