import { chooseKernelBuild, loadKernel } from '../../src/process/kernelBackend';

/* What the background process does until its kernel is warm; argument: the folder of the .wasm files. */

const folder = process.argv[2] ?? '';
const build = chooseKernelBuild(folder);
process.send?.(loadKernel(folder, build).name, () => {
  process.disconnect();
});
