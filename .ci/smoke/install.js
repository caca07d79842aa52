import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { npm, root } from './run.js'

/** Packs as a release does, with the build of `prepack`. @returns the tarball's path */
export async function pack(folder) {
  await npm(['pack', '--pack-destination', folder], { cwd: root })
  const [tarball] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'))
  return join(folder, tarball)
}

/** Makes a new project that has nothing but the given packages. */
export async function install(folder, ...packages) {
  await npm(['init', '-y'], { cwd: folder })
  await npm(['pkg', 'set', 'type=module'], { cwd: folder })
  await npm(['install', ...packages], { cwd: folder })
}
