import { memoryShelf } from './shelf.ts';
import { signInsContract } from './sign-ins.ts';

signInsContract('in memory', memoryShelf);
