import { spawnSync } from 'node:child_process'

/** Programs that some tests run beside Node, and what those tests show with them. */
export const tools = {
  python3: "that Python's csv and urllib read what we serve",
  curl: 'the curl commands of the documentation, and resuming with curl',
} as const

export function isHere(tool: keyof typeof tools): boolean {
  return spawnSync(tool, ['--version']).status === 0
}
