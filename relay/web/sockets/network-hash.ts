import { createHmac, randomBytes } from 'node:crypto';
import type { Network } from '../../desk/ports.ts';

/** The length of a hash in bytes: enough that none is guessed and no two networks get the same. */
const BYTES = 12;

/**
 * Hashes network addresses for the rest of the relay, with a key that exists only in the memory of this process. So a hash reveals
 * nothing, even to somebody who tries all addresses.
 */
export class NetworkHash {
  readonly #key = randomBytes(32);

  /** The hash of an address, which `networkAddress` of http/forwarded.ts returned. */
  hash(address: string): Network {
    return createHmac('sha256', this.#key).update(address).digest().toString('base64url', 0, BYTES);
  }
}
