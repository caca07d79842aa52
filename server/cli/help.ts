import { exitCodesOfJudging } from '../../contracts/contract.ts'
import { environmentName } from './arguments.ts'
import type { Command, Flag } from './command.ts'
import { exitCode } from './io.ts'

export const exitCodes = 'Exit codes: 0 done, 1 could not be done, 2 called wrongly, 130 interrupted.'

/** What a command does not say of the contract, but of itself. */
const ofItself: Readonly<Record<number, string>> = {
  [exitCode.couldNotCheck]: ' The same where the command could not do its work.',
}

/** A line for each exit code of the commands that judge. */
const judgingExitCodes: readonly string[] = [
  ...exitCodesOfJudging,
  { code: exitCode.interrupted, meaning: 'The command was interrupted.' },
].map(({ code, meaning }) => `  ${`${code}`.padStart(3)}  ${meaning}${ofItself[code] ?? ''}`)

/** What `balkanid-mock --help` prints. */
export function generalHelp(commands: readonly Command[], version: string): string {
  const width = Math.max(...commands.map(({ name, usage }) => `${name} ${usage}`.length))
  const judging = commands.filter(({ judges }) => judges).map(({ name }) => name)
  const rows = commands.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.trim().padEnd(width)}  ${summary}`)
  return [
    `balkanid-mock ${version}: a local mock server for BalkanID's asynchronous bulk API`,
    '',
    'Usage: balkanid-mock [command] [flags]',
    '',
    ...rows,
    '',
    `Without a command it is ${commands[0]?.name}. "balkanid-mock <command> --help" lists the flags of one.`,
    exitCodes,
    `Those of ${judging.join(', ')} tell what became of the contract:`,
    ...judgingExitCodes,
    '',
  ].join('\n')
}

/** What `balkanid-mock <command> --help` prints. */
export function commandHelp({ name, usage, summary, actions = {}, flags, judges }: Command): string {
  const rows = Object.entries(flags).map(([flag, data]) => ({ left: flagUsage(flag, data), data, flag }))
  const lines = rows.flatMap(({ left, data, flag }) => [
    `  ${left}`,
    `      ${data.description}${data.default === undefined ? '' : ` Default: ${data.default}.`}`,
    `      ${data.multiple ? 'May be repeated. ' : ''}Environment: ${environmentName(flag)}`,
  ])
  const width = Math.max(0, ...Object.keys(actions).map((action) => action.length))
  const explained = Object.entries(actions).map(([action, sentence]) => `  ${action.padEnd(width)}  ${sentence}`)
  return [
    `${summary}`,
    '',
    `Usage: balkanid-mock ${`${name} ${usage}`.trim()} [flags]`,
    '',
    ...(explained.length > 0 ? [...explained, ''] : []),
    ...lines,
    '',
    'A flag beats its environment variable, which beats the config file. Durations read like 30s, 15m, 1h30m.',
    ...(judges ? ['Exit codes:', ...judgingExitCodes] : [exitCodes]),
    '',
  ].join('\n')
}

/** A flag as usage lines show it: `-p, --port N`. */
export function flagUsage(name: string, { short, value }: Flag): string {
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`
}
