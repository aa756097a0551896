import type { OwnStatus } from '../../../relay/protocol/frames.ts';
import type { Availability } from '../../../relay/protocol/whereabouts.ts';
import { type Sign, signOf } from '../../shared/signs.ts';

/** The librarian's sign as patrons see it, and what is shown to the librarian only. */
export interface OwnWhereabouts {
  sign: Sign;
  availability: Availability;
  /** Absent where patrons see no name, or do not see the librarian at all. */
  name?: string;
  words?: string;
  until?: number;
  told?: true;
  overdue?: true;
  /** Words of the current statement that patrons do not see. */
  withheld?: string;
}

/** Without a connection it is not known what patrons see: the availability is unsure and the lamp is unlit, as on their pages. */
export const ownWhereabouts = (self: OwnStatus, connected: boolean): OwnWhereabouts => {
  const { shown, publish, statement, name } = self;
  const availability = connected ? shown.availability : 'unsure';
  const visible = connected && availability !== 'offline';
  const withheld = statement?.words !== undefined && statement.words !== shown.words ? statement.words : undefined;
  return {
    sign: signOf({ availability }),
    availability,
    ...(visible && publish === 'shown' && { name }),
    ...(connected && shown.words !== undefined && { words: shown.words }),
    ...(connected && shown.until !== undefined && { until: shown.until }),
    ...(connected && shown.told && { told: true }),
    ...(connected && shown.overdue && { overdue: true }),
    ...(connected && withheld !== undefined && { withheld }),
  };
};
