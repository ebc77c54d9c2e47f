import type { ObjectStore } from '@nats-io/obj';
import { cellsHash } from './columnCells';

/** Bytes that lie on the server under their SHA-256: each travels there once, whoever brings it. */
export class Contents {
  constructor(private readonly objects: ObjectStore) {}

  /** @returns their SHA-256 */
  async put(bytes: Uint8Array): Promise<string> {
    const hash = cellsHash(bytes);
    const known = await this.objects.info(hash);
    if (!known || known.deleted) await this.objects.putBlob({ name: hash }, bytes);
    return hash;
  }

  /** @throws Error in words where they are gone, or others lie in their place */
  async get(hash: string): Promise<Uint8Array> {
    const bytes = await this.objects.getBlob(hash);
    if (!bytes) throw new Error('what the run is about is no longer on the server');
    if (cellsHash(bytes) !== hash) throw new Error('what lies on the server is not what was put there');
    return bytes;
  }
}
