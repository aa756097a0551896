import type { OwnStatus } from '../../../relay/protocol/frames.ts';
import type { Availability } from '../../../relay/protocol/whereabouts.ts';
import { type Sign, signOf } from '../../shared/signs.ts';

/** Her sign as patrons see it, and what only she is told beside it. */
export interface OwnWhereabouts {
  sign: Sign;
  availability: Availability;
  /** Absent where patrons do not see it, or not her. */
  name?: string;
  words?: string;
  until?: number;
  told?: true;
  overdue?: true;
  /** What she said and patrons do not read. */
  withheld?: string;
}

/** Without a connection nobody knows what patrons see; the lamp is unlit, like theirs. */
export const ownWhereabouts = (self: OwnStatus, live: boolean): OwnWhereabouts => {
  const { shown, publish, statement, name } = self;
  const availability = live ? shown.availability : 'unsure';
  const visible = live && availability !== 'offline';
  const withheld = statement?.words !== undefined && statement.words !== shown.words ? statement.words : undefined;
  return {
    sign: signOf({ availability }),
    availability,
    ...(visible && publish === 'shown' && { name }),
    ...(live && shown.words !== undefined && { words: shown.words }),
    ...(live && shown.until !== undefined && { until: shown.until }),
    ...(live && shown.told && { told: true }),
    ...(live && shown.overdue && { overdue: true }),
    ...(live && withheld !== undefined && { withheld }),
  };
};
