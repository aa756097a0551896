import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStores, type Stores, type StoresOptions } from '../../../relay/sqlite/stores.ts';
import { silent } from '../../contract/shelf.ts';

/** A data file in a folder of its own, and what is really in it. */
export interface DataFile extends AsyncDisposable {
  folder: string;
  file: string;
  open(options?: Partial<StoresOptions>): Promise<Stores>;
  /** All bytes of the file and of its journal. */
  bytes(): Buffer;
}

export const dataFile = async (): Promise<DataFile> => {
  const folder = await mkdtemp(join(tmpdir(), 'ask-librarian-'));
  const file = join(folder, 'desk.db');
  const opened: Stores[] = [];
  return {
    folder,
    file,
    async open(options = {}) {
      const stores = await openStores({ file, now: 0, log: silent, ...options });
      opened.push(stores);
      return stores;
    },
    bytes: () => Buffer.concat([file, `${file}-wal`].filter(existsSync).map((path) => readFileSync(path))),
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(opened.map((stores) => stores.close()));
      await rm(folder, { recursive: true });
    },
  };
};
