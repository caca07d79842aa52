import { hint } from '../../../contracts/nearest.ts'
import { configNames, explainMistakes } from '../../config/config-file.ts'
import { configSchema } from '../../config/config-schema.ts'
import { configName, readConfig } from '../chosen.ts'
import { type Command, type Flags, type GivenFlags, UsageError } from '../command.ts'
import { configFlag, isOn, jsonFlag } from '../flags.ts'
import { exitCode, type Io } from '../io.ts'

const flags = { config: configFlag, json: jsonFlag } as const satisfies Flags

const actions = {
  validate: 'Say all that is wrong in a config file; exit code 2 where something is.',
  schema: 'Print the JSON Schema (draft 2020-12) of a config file, for editors.',
} as const

export const config: Command = {
  name: 'config',
  usage: `${Object.keys(actions).join('|')} [file]`,
  summary: 'Check a config file, or print its JSON Schema.',
  actions,
  flags,
  async run(given, [action, ...files], io) {
    switch (actionNamed(action)) {
      case 'validate':
        return await validate(files, given, io)
      case 'schema':
        if (files.length > 0)
          throw new UsageError(`Received ${JSON.stringify(files[0])} after schema; expected nothing more.`)
        io.stdout.write(`${JSON.stringify(configSchema(), null, 2)}\n`)
        return exitCode.ok
    }
  },
}

function actionNamed(name: string | undefined): keyof typeof actions {
  const known = Object.keys(actions) as (keyof typeof actions)[]
  const found = known.find((action) => action === name)
  if (found !== undefined) return found
  const received = name === undefined ? 'nothing' : JSON.stringify(name)
  const near = hint(name ?? '', known)
  throw new UsageError(`Received ${received} after config; expected ${known.join(' or ')}${near}.`)
}

async function validate([file, ...others]: readonly string[], given: GivenFlags, io: Io): Promise<number> {
  if (others.length > 0)
    throw new UsageError(`Received ${JSON.stringify(others[0])} after the file; expected nothing more.`)
  const name = file ?? (await configName(given, io))
  if (name === undefined) {
    throw new UsageError(
      `Received no file, and this folder has none; expected ${configNames.join(' or ')}, or another: balkanid-mock config validate FILE.`,
    )
  }
  const named = file === undefined ? given : new Map([['config', { values: [file], from: 'config validate' }]])
  const { mistakes = [] } = await readConfig(name, named, io)
  const isValid = mistakes.length === 0
  const result = isOn(given, 'json')
    ? JSON.stringify({ file: name, valid: isValid, mistakes })
    : isValid
      ? `${name} is valid.`
      : explainMistakes(name, mistakes)
  io.stdout.write(`${result}\n`)
  return isValid ? exitCode.ok : exitCode.usage
}
