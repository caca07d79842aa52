import { nearest } from '../nearest.ts'
import { OptionError } from '../option-checks.ts'
import { version } from '../version.ts'
import { readArguments } from './arguments.ts'
import { type Command, Failure, type Flags, type GivenFlags, UsageError } from './command.ts'
import { generate } from './commands/generate.ts'
import { serve } from './commands/serve.ts'
import { commandHelp, generalHelp } from './help.ts'
import { exitCode, type Io } from './io.ts'

/** The first is the one that runs when none is named. */
export const commands: readonly [Command, ...Command[]] = [serve, generate]

/** Runs the command that the arguments name. Never throws: what goes wrong becomes a sentence on stderr. @returns the exit code */
export async function main(args: readonly string[], io: Io): Promise<number> {
  let given: GivenFlags = new Map()
  let command: Command = commands[0]
  try {
    const [first = ''] = args
    const isNamed = first !== '' && !first.startsWith('-')
    if (isNamed) command = commandNamed(first)
    const rest = isNamed ? args.slice(1) : args
    if (asks(rest, '--help', '-h')) return print(io, isNamed ? commandHelp(command) : generalHelp(commands, version))
    if (asks(rest, '--version', '-v')) return print(io, `${version}\n`)
    const read = readArguments(rest, command.flags, io.env)
    given = read.given
    if (command.usage === '' && read.positionals.length > 0) {
      throw new UsageError(
        `Received ${JSON.stringify(read.positionals[0])} after ${command.name}; expected flags only.`,
      )
    }
    return await command.run(given, read.positionals, io)
  } catch (error) {
    // Whatever was under way broke off because it was told to.
    if (io.stop.aborted) return exitCode.interrupted
    const { text, code } = explain(error, command.flags, given)
    io.stderr.write(`balkanid-mock: ${text}\n`)
    return code
  }
}

function commandNamed(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name)
  if (command !== undefined) return command
  const names = commands.map((candidate) => candidate.name)
  throw new UsageError(
    `Received the unknown command ${JSON.stringify(name)}; expected ${names.join(' or ')}, the nearest being ${nearest(name, names)}. See --help.`,
  )
}

function asks(args: readonly string[], ...names: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end === -1 ? args : args.slice(0, end)).some((argument) => names.includes(argument))
}

function print(io: Io, text: string): number {
  io.stdout.write(text)
  return exitCode.ok
}

function explain(error: unknown, flags: Flags, given: GivenFlags): { text: string; code: number } {
  if (error instanceof UsageError) return { text: error.message, code: exitCode.usage }
  if (error instanceof OptionError) {
    const { received, expected } = error
    return {
      text: `Received ${received} for ${flagBehind(error, flags, given)}; expected ${expected}.`,
      code: exitCode.usage,
    }
  }
  if (error instanceof Failure) return { text: error.message, code: exitCode.failure }
  const message = error instanceof Error ? error.message : String(error)
  return { text: `This should not have happened, please report it: ${message}`, code: exitCode.failure }
}

/** An option as the user gave it: the flag, or the environment variable. */
function flagBehind({ option }: OptionError, flags: Flags, given: GivenFlags): string {
  const [name] =
    Object.entries(flags).find(([, { sets }]) =>
      sets.some((set) => option === set || option.startsWith(`${set}.`) || option.startsWith(`${set}[`)),
    ) ?? []
  return name === undefined ? option : (given.get(name)?.from ?? `--${name}`)
}
