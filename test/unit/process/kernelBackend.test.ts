import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILDS, buildKernels, kernelFile, KERNELS } from '../../../scripts/kernel.mjs';
import { loadEngine } from '../../../src/process/engine/engine';
import { engineFiles } from '../../../src/process/engine/engineFiles';
import { chooseKernelBuild, KERNEL_BUILDS, loadKernel } from '../../../src/process/engine/kernelBackend';

const folder = mkdtempSync(join(tmpdir(), 'mine-kernel-'));
beforeAll(buildKernels, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the kernel', () => {
  it('is taken in a build that the machine can run, in a blink', () => {
    chooseKernelBuild(engineFiles(KERNELS));
    const before = process.cpuUsage();
    const build = chooseKernelBuild(engineFiles(KERNELS));
    const { user, system } = process.cpuUsage(before);
    expect(KERNEL_BUILDS).toContain(build);
    // About 100 ms of processor time where two builds are timed against each other; twice that on a busy machine.
    expect((user + system) / 1000).toBeLessThan(200);
  });

  it('is loaded in the build that was chosen', async () => {
    for (const build of ['plain', 'fused'] as const) {
      expect(loadKernel(engineFiles(KERNELS), build).name).toBe(`kernel-${build}`);
      expect((await loadEngine('auto', KERNELS, build)).name).toBe(`kernel-${build}`);
    }
  });

  it('is the engine of a plan that names none', async () => {
    const [named, unnamed] = await Promise.all([loadEngine('kernel', KERNELS), loadEngine('auto', KERNELS)]);
    expect(named.name).toMatch(/^kernel-/);
    expect(unnamed.name).toMatch(/^kernel-/);
  });

  it('is taken in the plain build where the others cannot be run', () => {
    for (const { name } of BUILDS) {
      const file = join(folder, `kernel-${name}.wasm`);
      if (name === 'plain') copyFileSync(kernelFile(name), file);
      else writeFileSync(file, 'not WebAssembly');
    }
    expect(chooseKernelBuild(engineFiles(folder))).toBe('plain');
    expect(() => loadKernel(engineFiles(folder), 'fused')).toThrow(/cannot run the kernel's fused build/);
  });
});
