import { crc32, deflateSync } from 'node:zlib';

/** A picture as the screen has it: rows of blue, green, red and a byte of nothing. */
export interface Picture {
  width: number;
  height: number;
  pixels: Buffer;
}

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const TRUE_COLOUR = 2;

const chunk = (type: string, data: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
};

export const png = ({ width, height, pixels }: Picture): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, TRUE_COLOUR], 8);
  const rows = Buffer.alloc(height * (1 + width * 3)); // each begins with its filter: none
  for (let at = 0; at < width * height; at += 1) {
    const to = at * 3 + Math.floor(at / width) + 1;
    rows.set([pixels.readUInt8(at * 4 + 2), pixels.readUInt8(at * 4 + 1), pixels.readUInt8(at * 4)], to);
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};
