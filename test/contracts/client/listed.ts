import { readdirSync } from 'node:fs'

/** The rules that a folder has, by the names of their files. */
export function listedIn(folder: string): readonly string[] {
  return readdirSync(new URL(`../../../${folder}/`, import.meta.url))
    .filter((name) => !name.endsWith('.cases.ts') && name !== 'index.ts')
    .map((name) => name.replace(/\.ts$/, ''))
    .sort()
}
