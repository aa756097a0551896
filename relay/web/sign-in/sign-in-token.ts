import { createHash, randomBytes } from 'node:crypto';

/** Sign-in codes and cookies: 32 random bytes as base64url. The relay keeps only their hash. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const isSecret = (text: string | null | undefined): text is string => /^[A-Za-z0-9_-]{43}$/.test(text ?? '');

export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
