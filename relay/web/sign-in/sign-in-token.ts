import { createHash, randomBytes } from 'node:crypto';

/** A new secret for an invitation or a cookie: 32 random bytes as base64url. The relay stores only its hash. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** True if a text has the form of a secret. */
export const isSecret = (text: string | null | undefined): text is string => /^[A-Za-z0-9_-]{43}$/.test(text ?? '');

/** The hash under which a secret is stored. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
