import { access, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { mistakesIn } from '../shapes/index.ts'
import { type ConfigOptions, configShape } from './config-shape.ts'
import { type FileMistake, parseConfig } from './parse-config.ts'

/** What is found by itself, in the current folder. */
export const configNames = ['json', 'yaml', 'yml'].map((ending) => `balkanid-mock.config.${ending}`)

/** The files of those names that a folder has. */
export async function configFilesIn(folder: string): Promise<readonly string[]> {
  const exist = await Promise.all(configNames.map((name) => isThere(resolve(folder, name))))
  return configNames.filter((_, i) => exist[i])
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file)
    return true
  } catch (error) {
    // One that may not be read is there, and whoever reads it says so.
    return (error as NodeJS.ErrnoException).code !== 'ENOENT'
  }
}

export type ConfigFile = { readonly options: ConfigOptions } | { readonly mistakes: readonly FileMistake[] }

/**
 * Reads a file and checks all of it.
 * @param name from the folder; its end says which syntax it is in
 * @throws the system's error when it cannot be read, such as `ENOENT`
 */
export async function readConfigFile(folder: string, name: string): Promise<ConfigFile> {
  const parsed = await parseConfig(name, await readFile(resolve(folder, name), 'utf8'))
  if ('mistakes' in parsed) return parsed
  const mistakes = mistakesIn(configShape, parsed.value)
  return mistakes.length === 0 ? { options: parsed.value as ConfigOptions } : { mistakes }
}

/** All that is wrong in a file: a line that counts, and a line for each. */
export function explainMistakes(name: string, mistakes: readonly FileMistake[]): string {
  const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`
  return [`${count} in ${name}:`, ...mistakes.map((mistake) => `  ${lineFor(mistake)}`)].join('\n')
}

function lineFor({ path, line, column, received, expected, nearest }: FileMistake): string {
  const place = line === undefined ? path : `line ${line}, column ${column}`
  const near = nearest === undefined ? '' : `; the nearest is ${JSON.stringify(nearest)}`
  return `${place === '' ? '' : `${place}: `}received ${received}; expected ${expected}${near}.`
}
