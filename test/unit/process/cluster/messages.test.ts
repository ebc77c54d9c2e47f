import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkUrl } from '../../../../src/process/cluster/connection';
import { checkFleet } from '../../../../src/process/cluster/fleet';
import { block, pack, unpack, type Hello } from '../../../../src/process/cluster/messages';

const aBlock = {
  run: 'abc',
  number: 1,
  facts: 'f'.repeat(64),
  depth: 'finish' as const,
  pairs: [[0, 1, 2] as [number, number, number]],
};

describe('messages of a cluster', () => {
  it('come out as they went in', () => {
    expect(unpack(block, pack(aBlock))).toEqual(aBlock);
  });

  it.each([
    ['a hash that is a path', { ...aBlock, facts: '../../etc/passwd' }],
    ['a run that is a wildcard', { ...aBlock, run: '*' }],
    ['no pairs', { ...aBlock, pairs: [] }],
    ['a depth that there is not', { ...aBlock, depth: 'eval' }],
  ])('are refused with %s', (_, message) => {
    expect(() => unpack(block, gzipSync(JSON.stringify(message)))).toThrow('could not be understood');
  });

  it('are not unpacked where they are without end', () => {
    const bomb = gzipSync(Buffer.alloc(100e6));
    expect(bomb.length).toBeLessThan(200_000);
    expect(() => unpack(block, bomb)).toThrow();
  });
});

describe('the address of a cluster', () => {
  it.each(['nats://host:4222', 'tls://host:4222', 'nats://a:1,nats://b:2', 'nats://[::1]:4222'])(
    'can be %s',
    (url) => {
      expect(checkUrl(url)).toBeNull();
    },
  );

  it.each(['', 'host:4222', 'http://host', 'file:///etc/passwd', 'nats://'])('cannot be "%s"', (url) => {
    expect(checkUrl(url)).toContain('nats://HOST:PORT');
  });

  it('holds no password, which others could read', () => {
    expect(checkUrl('nats://me:secret@host:4222')).toContain('password');
    expect(checkUrl('nats://me:secret@host:4222')).not.toContain('secret@');
  });
});

describe('a fleet', () => {
  const worker = (program: string): Hello => ({
    worker: 'w',
    program,
    engine: { name: 'kernel-fused', version: '' },
    threads: 1,
  });

  it('is of one version', () => {
    expect(() => {
      checkFleet('abc', [worker('abc'), worker('abc')]);
    }).not.toThrow();
    expect(() => {
      checkFleet('abc', [worker('abc'), worker('def')]);
    }).toThrow('start all with the same version');
  });

  it('computes with the same last bits: the plain build is not mixed with others', () => {
    expect(() => {
      checkFleet('abc', [worker('abc-plain'), worker('abc-plain')]);
    }).not.toThrow();
    expect(() => {
      checkFleet('abc', [worker('abc'), worker('abc-plain')]);
    }).toThrow('start all with the same version');
  });
});
