import { isHere, type ToolName, tools } from './tools.ts'

/** Says before the tests what this machine cannot show. In CI nothing may be left out. */
export default function reportMissingTools(): void {
  const missing = (Object.keys(tools) as ToolName[]).filter((tool) => !isHere(tool))
  const lines = missing.map((tool) => `There is no ${tool} here, so this is skipped: ${tools[tool].shows}.`)
  if (lines.length === 0) return
  if (process.env.CI) throw new Error(lines.join('\n'))
  process.stdout.write(`${lines.join('\n')}\n`)
}
