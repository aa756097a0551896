/** The encodings of a body, the one with the smallest result first. */
export const ENCODINGS = ['br', 'gz'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Their names in headers. */
const NAMES: Record<Encoding, string> = { br: 'br', gz: 'gzip' };

/** The best encoding for an `Accept-Encoding` header among those available; undefined: not encoded (RFC 9110 section 12.5.3). */
export const encodingFor = (
  accepted: string | string[] | undefined,
  available: Partial<Record<Encoding, unknown>>,
): Encoding | undefined => {
  const weights = new Map(
    String(accepted ?? '')
      .toLowerCase()
      .split(',')
      .map((part) => {
        const [name = '', ...params] = part.split(';').map((piece) => piece.trim());
        const weight = params.find((param) => param.startsWith('q='))?.slice(2);
        return [name, weight === undefined ? 1 : Number(weight)];
      }),
  );
  return ENCODINGS.find(
    (one) => available[one] !== undefined && (weights.get(NAMES[one]) ?? weights.get('*') ?? 0) > 0,
  );
};

/** The headers of a body in this encoding. The bytes differ with the encoding, so each has a strong ETag of its own. */
export const encodedHeaders = (tag: string, encoding: Encoding | undefined) => ({
  ETag: encoding === undefined ? `"${tag}"` : `"${tag}-${encoding}"`,
  Vary: 'Accept-Encoding',
  ...(encoding === undefined ? {} : { 'Content-Encoding': NAMES[encoding] }),
});

/** True if the client has this version already. Proxies make a tag weak when they recode a body; a GET compares weakly (RFC 9110 section 13.1.2). */
export const isNotModified = (ifNoneMatch: string | undefined, etag: string | undefined): boolean =>
  ifNoneMatch !== undefined &&
  etag !== undefined &&
  ifNoneMatch.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
