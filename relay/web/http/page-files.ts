import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A built file, as it is sent. */
export interface PageFile {
  type: string;
  plain: Buffer;
  br?: Buffer;
  gz?: Buffer;
  /** For the ETag: a hash of the plain content, without quotation marks. Compressed forms are other bytes, so they append their name. */
  tag: string;
  /** The file's name changes with its content, so it may be cached for ever. */
  hashed: boolean;
}

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
};

const HASHED = /-[A-Za-z0-9_-]{8}\.(js|css)$/;

/** The files that `npm run build` made, all of them in memory: `/widget.js`, `/console/index.html`, ... */
export class PageFiles {
  readonly #files: ReadonlyMap<string, PageFile>;
  readonly #phrases = new Map<string, unknown>();

  private constructor(files: ReadonlyMap<string, PageFile>) {
    this.#files = files;
    for (const [path, { plain }] of files) {
      const language = /^\/strings\/bubble\.([A-Za-z-]+)\.json$/.exec(path)?.[1];
      if (language !== undefined) this.#phrases.set(language.toLowerCase(), JSON.parse(plain.toString()));
    }
  }

  /** Throws an Error whose message is a sentence for the operator if the pages are not built. */
  static read(folder: string): PageFiles {
    const names = filesUnder(folder);
    const files = new Map<string, PageFile>();
    for (const name of names) {
      const type = TYPES[name.slice(name.lastIndexOf('.') + 1)];
      if (type === undefined) continue;
      const plain = readFileSync(join(folder, name));
      files.set(`/${name}`, {
        type,
        plain,
        ...(names.has(`${name}.br`) ? { br: readFileSync(join(folder, `${name}.br`)) } : {}),
        ...(names.has(`${name}.gz`) ? { gz: readFileSync(join(folder, `${name}.gz`)) } : {}),
        tag: createHash('sha256').update(plain).digest('base64url').slice(0, 22),
        hashed: HASHED.test(name),
      });
    }
    const pages = new PageFiles(files);
    for (const needed of ['/widget.js', '/console/index.html', '/strings/bubble.en.json']) {
      if (!files.has(needed)) throw new Error(`There is no ${needed.slice(1)} in ${folder}: run npm run build`);
    }
    return pages;
  }

  /** The paths of all files. */
  get paths(): string[] {
    return [...this.#files.keys()];
  }

  /** The file at this path, such as `/widget.js`; undefined if there is none. */
  get(path: string): PageFile | undefined {
    return this.#files.get(path);
  }

  /** The sentences of the bubble in this language (`pt-BR`), else in its base language (`pt`), else in English. */
  phrases(language: string): { language: string; phrases: unknown } {
    const asked = language.toLowerCase();
    const found = [asked, asked.split('-')[0] ?? ''].find((one) => this.#phrases.has(one)) ?? 'en';
    return { language: found, phrases: this.#phrases.get(found) };
  }
}

const filesUnder = (folder: string): Set<string> => {
  try {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true });
    const names = files
      .filter((file) => file.isFile())
      .map((file) => relative(folder, join(file.parentPath, file.name)));
    return new Set(names.map((name) => name.split(sep).join('/')));
  } catch (error) {
    throw new Error(`The pages are not built, there is no folder ${folder}: run npm run build`, { cause: error });
  }
};
