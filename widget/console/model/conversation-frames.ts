import type { OwnStatus, ToConsole } from '../../../relay/protocol/frames.ts';
import type { Threads } from './threads.ts';

/** Takes in what is about one conversation; other frames change nothing. `self`: whose console it is. */
export const takeIn = (threads: Threads, frame: ToConsole, self: OwnStatus | undefined): void => {
  switch (frame.kind) {
    case 'conversation':
      threads.carded(frame.conversation);
      break;
    case 'entry':
      threads.entered(frame, self?.librarian);
      break;
    case 'kept':
      if (self) threads.kept(frame, self);
      break;
    case 'typing':
      threads.typed(frame);
      break;
    case 'quoted':
      threads.quoted(frame);
      break;
    case 'gone':
      threads.gone(frame);
      break;
    case 'left':
    case 'late':
      threads.notices.remind(frame);
      break;
    case 'sorry':
      if (frame.conversation !== undefined) threads.refused(frame.conversation, frame);
  }
};
