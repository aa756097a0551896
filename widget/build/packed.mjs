import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** With the last bundle: puts a `.gz` and a `.br` beside every file under `folder`, and prints what each weighs. */
export const packed = (folder) => ({
  name: 'packed',
  writeBundle() {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    const rows = files.map((file) => pack(join(file.parentPath, file.name), folder));
    for (const [file, ...sizes] of [['', 'bytes', 'gz', 'br'], ...rows]) {
      process.stdout.write(`${file.padEnd(32)}${sizes.map((size) => `${size}`.padStart(9)).join('')}\n`);
    }
  },
});

const pack = (file, folder) => {
  const plain = readFileSync(file);
  const gz = gzipSync(plain, { level: 9 });
  const br = brotliCompressSync(plain);
  writeFileSync(`${file}.gz`, gz);
  writeFileSync(`${file}.br`, br);
  return [relative(folder, file), plain.length, gz.length, br.length];
};
