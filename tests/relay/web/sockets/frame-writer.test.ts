import { expect, test } from 'vitest';
import { FrameWriter } from '../../../../relay/web/sockets/frame-writer.ts';

/** Read by the book (RFC 6455, section 5.2), of unmasked whole texts. */
const read = (frames: Buffer): string[] => {
  const texts: string[] = [];
  for (let at = 0; at < frames.length; ) {
    expect(frames[at]).toBe(0x81);
    const short = frames.readUInt8(at + 1);
    const head = short === 127 ? 10 : short === 126 ? 4 : 2;
    const length =
      short === 127 ? Number(frames.readBigUInt64BE(at + 2)) : short === 126 ? frames.readUInt16BE(at + 2) : short;
    // A length must be said in as few bytes as it takes.
    expect(length).toBeGreaterThan(short === 127 ? 65_535 : short === 126 ? 125 : -1);
    at += head + length;
    texts.push(frames.toString('utf8', at - length, at));
  }
  return texts;
};

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 70_000])('A text of %i bytes arrives', (length) => {
  const frames = new FrameWriter();
  frames.add('a'.repeat(length));
  const { bytes } = frames;
  const taken = frames.take();
  expect(taken.length).toBe(bytes);
  expect(read(taken)).toEqual(['a'.repeat(length)]);
});

test('Several texts arrive in order, however many bytes their characters take', () => {
  const frames = new FrameWriter();
  const texts = ['資料室は五時まで 📚', 'é'.repeat(63), '', '長'.repeat(21_846), 'x'];
  for (const text of texts) frames.add(text);
  expect(read(frames.take())).toEqual(texts);
  expect(frames.bytes).toBe(0);
});
