import { createHmac, randomBytes } from 'node:crypto';
import type { Network } from '../../desk/ports.ts';

/** Bytes that stand for a network: none is guessed, and two are never the same. */
const BYTES = 12;

/**
 * Network addresses as the rest of the relay knows them: hashed with a key that is nowhere but in this process. So whoever has
 * one, and even all addresses to try, learns nothing of it.
 */
export class NetworkHash {
  readonly #key = randomBytes(32);

  /** Of an address as `networkAddress` counts it. */
  hash(address: string): Network {
    return createHmac('sha256', this.#key).update(address).digest().toString('base64url', 0, BYTES);
  }
}
