import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Keeps what the start needs in one file. Of modules that several lazily loaded parts share, esbuild makes a file for each
 * combination of these parts, and the start would read them all, at a millisecond each. So each part begins with the
 * command itself, which is there by then: all of them share all of it.
 * @param {string} command the module with which the command starts; it waits for nothing, or parts would wait for it
 * @returns {import('esbuild').Plugin}
 */
export function oneStart(command) {
  /** @type {Set<string>} */
  const lazy = new Set()
  return {
    name: 'one-start',
    setup({ initialOptions, onResolve, onLoad }) {
      // It takes the import for needless, which is why it warns, and puts the modules together all the same.
      initialOptions.logOverride = { 'ignored-bare-import': 'silent' }
      onResolve({ filter: /^\..*\.ts$/ }, ({ kind, path, resolveDir }) => {
        if (kind === 'dynamic-import') lazy.add(join(resolveDir, path))
        return undefined
      })
      onResolve({ filter: /^the-command$/ }, () => ({ path: command }))
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (!lazy.has(path)) return undefined
        return { contents: `import 'the-command'\n${await readFile(path, 'utf8')}`, loader: 'ts' }
      })
    },
  }
}
