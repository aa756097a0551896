import { openLibrary } from './start/library.ts';

/** `npm start`: for trying and for showing. */

await openLibrary();
