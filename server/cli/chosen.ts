import { configFilesIn, explainMistakes, readConfigFile } from '../config/config-file.ts'
import { type CommandOptions, type ConfigOptions, commandShape } from '../config/config-shape.ts'
import { mergeOptions } from '../config/merge-options.ts'
import { mistakesIn, OptionError } from '../shapes/index.ts'
import { type Flags, type GivenFlags, UsageError } from './command.ts'
import { optionsFrom } from './flags.ts'
import type { Io } from './io.ts'
import { explainOptions, flagThatSets } from './trace.ts'

/** What was chosen in the end: a flag beats the environment, which beats the config file. */
export interface Chosen {
  readonly options: ConfigOptions
  /** Does something with the options; what is still found wrong with them is told as the user gave it. @throws {UsageError} */
  using<T>(use: (options: ConfigOptions) => Promise<T>): Promise<T>
}

/** @throws {UsageError} with all that is wrong in the file, in the environment and in the flags */
export async function chosenOptions(flags: Flags, given: GivenFlags, io: Io): Promise<Chosen> {
  const file = await configOf(given, io)
  const layers = [layerOf(given, (from) => !from.startsWith('--')), layerOf(given, (from) => from.startsWith('--'))]
  const wrong = [
    ...(file.mistakes.length > 0 ? [explainMistakes(file.name, file.mistakes)] : []),
    ...layers.flatMap(({ mistakes }) => (mistakes.length > 0 ? [explainOptions(mistakes, flags, given)] : [])),
  ]
  if (wrong.length > 0) throw new UsageError(wrong.join('\n'))
  const options = layers.reduce((lower, upper) => mergeOptions(lower, upper.options), file.options)

  /** What comes from the file is named by its path, as the file has it. */
  const isOfFile = (path: string) => {
    const flag = flagThatSets(path, flags)
    const [member = ''] = path.split(/[.[]/)
    return (flag === undefined || !given.has(flag)) && Object.hasOwn(file.options, member)
  }
  return {
    options,
    async using(use) {
      try {
        return await use(options)
      } catch (error) {
        if (!(error instanceof OptionError)) throw error
        const ofFile = error.mistakes.filter(({ path }) => isOfFile(path))
        const others = error.mistakes.filter(({ path }) => !isOfFile(path))
        throw new UsageError(
          [
            ...(ofFile.length > 0 ? [explainMistakes(file.name, ofFile)] : []),
            ...(others.length > 0 ? [explainOptions(others, flags, given)] : []),
          ].join('\n'),
        )
      }
    },
  }
}

interface Config {
  readonly name: string
  readonly options: ConfigOptions
  readonly mistakes: Parameters<typeof explainMistakes>[1]
}

async function configOf(given: GivenFlags, io: Io): Promise<Config> {
  const name = await configName(given, io)
  if (name === undefined) return { name: '', options: {}, mistakes: [] }
  const { options = {}, mistakes = [] } = await readConfig(name, given, io)
  return { name, options, mistakes }
}

/** @returns the config file that is named, else the one that the folder has @throws {UsageError} if it has several */
export async function configName(given: GivenFlags, io: Io): Promise<string | undefined> {
  const named = given.get('config')?.values[0] ?? ''
  if (named !== '') return named
  const found = await configFilesIn(io.cwd)
  if (found.length < 2) return found[0]
  throw new UsageError(
    `Received ${found.join(' and ')} in this folder; expected one of them. Remove the others, or choose with --config.`,
  )
}

/** @throws {UsageError} if it cannot be read */
export async function readConfig(
  name: string,
  given: GivenFlags,
  io: Io,
): Promise<{ readonly options?: ConfigOptions; readonly mistakes?: Config['mistakes'] }> {
  if (!/\.(?:json|ya?ml)$/.test(name)) {
    throw new UsageError(
      `Received ${JSON.stringify(name)} for ${sourceOf(given)}; expected a file that ends in .json, .yaml or .yml.`,
    )
  }
  try {
    return await readConfigFile(io.cwd, name)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new UsageError(
      `Received ${JSON.stringify(name)} for ${sourceOf(given)}; expected a file that can be read (${code ?? message}).`,
    )
  }
}

function sourceOf(given: GivenFlags): string {
  return given.get('config')?.from ?? 'the config file'
}

function layerOf(given: GivenFlags, isOurs: (from: string) => boolean) {
  const options: CommandOptions = optionsFrom(new Map([...given].filter(([, { from }]) => isOurs(from))))
  return { options, mistakes: mistakesIn(commandShape, options) }
}
