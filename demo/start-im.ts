import { withProsody } from './start/messengers.ts';
import { runDemo } from './start/run.ts';

/** `npm run start:im`: the demo with a real XMPP server, for librarians in an XMPP client of their own. */

await runDemo('npm run start:im', withProsody);
