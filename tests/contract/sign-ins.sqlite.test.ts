import { sqliteShelf } from './shelf.ts';
import { signInsContract } from './sign-ins.ts';

signInsContract('in a file', sqliteShelf);
