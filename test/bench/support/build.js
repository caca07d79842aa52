import { copyFile, cp, mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

export const root = fileURLToPath(new URL('../../../', import.meta.url))

/**
 * Bundles the sources into a temporary folder: what is measured is the code as it stands, not a dist/ that may be
 * older. Packages stay outside, as in the published package.
 */
export async function bundleSources() {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'balkanid-mock-bench-')))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    await build({
      entryPoints: [
        'server/index.ts',
        'contracts/index.ts',
        'generators/index.ts',
        'generators/apps.ts',
        'generators/company.ts',
      ],
      absWorkingDir: root,
      outdir: join(folder, 'dist'),
      outbase: '.',
      // Splitting keeps import() lazy; the chunks lie beside the server, which looks for package.json two folders up.
      splitting: true,
      chunkNames: 'server/chunk-[hash]',
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      target: 'node20',
    })
    await cp(join(root, 'server/dashboard/page'), join(folder, 'dist/dashboard/page'), { recursive: true })
    await copyFile(join(root, 'package.json'), join(folder, 'package.json'))
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  } catch (error) {
    await remove()
    throw error
  }
  /** The URL of a bundled module, such as `server/index`. */
  const moduleUrl = (name) => pathToFileURL(join(folder, 'dist', `${name}.js`)).href
  return { folder, moduleUrl, remove }
}
