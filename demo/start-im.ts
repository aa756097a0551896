import { openLibrary } from './start/library.ts';
import { besideProsody } from './start/messengers.ts';

/** `npm run start:im`: the same, with a real XMPP server for librarians in their own programs. */

await openLibrary('npm run start:im', besideProsody);
