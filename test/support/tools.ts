import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

interface Tool {
  /** What tests show with it. */
  readonly shows: string
  /** What is run, other than its name, and what it is asked to see whether it is there. */
  readonly command?: () => readonly string[]
  readonly ask?: string
}

const junitJars = '/usr/share/java'

/** What some tests run beside Node, and what they show with it. */
const all = {
  python3: { shows: "that Python's csv and urllib read what we serve, and the example in Python" },
  curl: { shows: 'the curl commands of the documentation, resuming with curl, and the example for a shell' },
  chromium: {
    shows: 'the live page in a browser (CHROMIUM is the path of another one than chromium)',
    command: () => [process.env.CHROMIUM || pathOf('chromium')],
  },
  go: { shows: 'the example in Go', ask: 'version' },
  javac: { shows: 'the example in Java' },
  pytest: { shows: 'the example for pytest', command: () => [pythonWithPytest(), '-m', 'pytest'] },
  junit: {
    shows: `the example for JUnit (its jars are looked for in ${junitJars})`,
    command: () => ['java', '-cp', `${junitJars}/*`, 'org.junit.platform.console.ConsoleLauncher'],
    ask: '--list-engines',
  },
} as const satisfies Readonly<Record<string, Tool>>

export type ToolName = keyof typeof all
export const tools: Readonly<Record<ToolName, Tool>> = all

export function isHere(name: ToolName): boolean {
  const [program, ...args] = commandOf(name)
  return spawnSync(program, [...args, tools[name].ask ?? '--version']).status === 0
}

/** How a tool is run: a program, and the arguments that come first. */
export function commandOf(name: ToolName): readonly [program: string, ...args: string[]] {
  const [program = name, ...args] = tools[name].command?.() ?? []
  return [program, ...args]
}

/** Some want to know the path of a program. */
function pathOf(program: string): string {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? program
}

/** What a system installs for its own Python, another one may not have. */
function pythonWithPytest(): string {
  const candidates = ['python3', '/usr/bin/python3']
  return candidates.find((python) => spawnSync(python, ['-m', 'pytest', '--version']).status === 0) ?? 'python3'
}
