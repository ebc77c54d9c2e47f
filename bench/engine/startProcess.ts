import { engineFiles } from '../../src/process/engine/engineFiles';
import { chooseKernelBuild, loadKernel } from '../../src/process/engine/kernelBackend';

/* What the background process does until its kernel is warm; argument: the folder of the .wasm files. */

const files = engineFiles(process.argv[2] ?? '');
const build = chooseKernelBuild(files);
process.send?.(loadKernel(files, build).name, () => {
  process.disconnect();
});
