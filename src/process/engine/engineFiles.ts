import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { EngineFiles, KernelBuild } from './kernelBackend';

/**
 * The WebAssembly programs beside the bundle, in Node.
 * @param folder folder that holds the .wasm files
 */
export function engineFiles(folder: string): EngineFiles {
  return {
    kernel: (build) => (setFlags(build) ? readFileSync(join(folder, `kernel-${build}.wasm`)) : null),
    series: () => readFileSync(join(folder, 'series.wasm')),
  };
}

const v8Version = Number.parseInt(process.versions.v8, 10);

/** Sets the flags, of the whole process, that the build must be compiled with; false where they would be to no advantage. */
function setFlags(build: KernelBuild): boolean {
  // Relaxed SIMD is on by default from V8 11.4 on; a build that is not understood does not validate.
  if (build !== 'plain' && v8Version < 12) setFlagsFromString('--experimental-wasm-relaxed-simd');
  if (build !== 'wide') return true;
  // V8 pairs 128-bit operations into 256-bit ones on x64; before version 13 to no advantage.
  if (v8Version < 13 || process.arch !== 'x64') return false;
  setFlagsFromString('--experimental-wasm-revectorize');
  return true;
}
