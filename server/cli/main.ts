import { hint } from '../../contracts/nearest.ts'
import { OptionError } from '../shapes/index.ts'
import { version } from '../version.ts'
import { readArguments } from './arguments.ts'
import { type Command, Failure, type GivenFlags, UsageError } from './command.ts'
import { config } from './commands/config.ts'
import { demo } from './commands/demo.ts'
import { exec } from './commands/exec.ts'
import { generate } from './commands/generate.ts'
import { rules } from './commands/rules.ts'
import { scenarios } from './commands/scenarios.ts'
import { serve } from './commands/serve.ts'
import { tail } from './commands/tail.ts'
import { validate } from './commands/validate.ts'
import { verify } from './commands/verify.ts'
import { commandHelp, generalHelp } from './help.ts'
import { exitCode, type Io } from './io.ts'
import { explainOptions } from './trace.ts'

/** The first is the one that runs when none is named. */
export const commands: readonly [Command, ...Command[]] = [
  serve,
  generate,
  validate,
  verify,
  exec,
  demo,
  tail,
  scenarios,
  rules,
  config,
]

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
    const { text, code } = explain(error, command, given)
    io.stderr.write(`${prefixed(text)}\n`)
    return code
  }
}

function commandNamed(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name)
  if (command !== undefined) return command
  const names = commands.map((candidate) => candidate.name)
  throw new UsageError(
    `Received the unknown command ${JSON.stringify(name)}; expected ${alternatives(names)}${hint(name, names)}. See --help.`,
  )
}

/** `a, b or c` */
function alternatives(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), names.at(-1)].join(' or ')
}

function asks(args: readonly string[], ...names: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end === -1 ? args : args.slice(0, end)).some((argument) => names.includes(argument))
}

function print(io: Io, text: string): number {
  io.stdout.write(text)
  return exitCode.ok
}

/** The name of the command before each message; what goes on from the line before is indented. */
function prefixed(text: string): string {
  return text.replaceAll(/^(?! )/gm, 'balkanid-mock: ')
}

function explain(error: unknown, { flags, judges }: Command, given: GivenFlags): { text: string; code: number } {
  const code = judges ? exitCode.couldNotCheck : exitCode.failure
  if (error instanceof UsageError) return { text: error.message, code: exitCode.usage }
  if (error instanceof OptionError) {
    return { text: explainOptions(error.mistakes, flags, given), code: exitCode.usage }
  }
  if (error instanceof Failure) return { text: error.message, code }
  const message = error instanceof Error ? error.message : String(error)
  return { text: `This should not have happened, please report it: ${message}`, code }
}
