/** What a body may be packed in, the smallest first. */
export const ENCODINGS = ['br', 'gz'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** How each is called in headers. */
const NAMES: Record<Encoding, string> = { br: 'br', gz: 'gzip' };

/** The best form for an `Accept-Encoding` among those there are; undefined: as it is (RFC 9110, section 12.5.3). */
export const encodingFor = (
  accepted: string | string[] | undefined,
  there: Partial<Record<Encoding, unknown>>,
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
  return ENCODINGS.find((one) => there[one] !== undefined && (weights.get(NAMES[one]) ?? weights.get('*') ?? 0) > 0);
};

/** The headers that go with a body in this form. Each form is other bytes, so each has its own strong tag. */
export const encodedHeaders = (tag: string, encoding: Encoding | undefined) => ({
  ETag: encoding === undefined ? `"${tag}"` : `"${tag}-${encoding}"`,
  Vary: 'Accept-Encoding',
  ...(encoding === undefined ? {} : { 'Content-Encoding': NAMES[encoding] }),
});

/** Does the asker have this already? Proxies weaken tags they recode, which for a GET is no matter (RFC 9110, 13.1.2). */
export const hasAlready = (ifNoneMatch: string | undefined, etag: string | undefined): boolean =>
  ifNoneMatch !== undefined &&
  etag !== undefined &&
  ifNoneMatch.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
