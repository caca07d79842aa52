import { describeMachine } from './machine.js'
import { markdownTable } from './table.js'

/** The text of RESULTS.md. */
export async function report(summaries, rows) {
  const notes = summaries.filter(({ note }) => note !== undefined)
  return `# Benchmarks

Written by \`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)}.

${await describeMachine()}

Each figure is measured side by side in one run: both sides in turn, A B A B, and the median of the pairwise ratios
with the least and the greatest. The server is a process of its own, and so is the load, on loopback.

${markdownTable(summaries)}

## How each row is measured

${rows.map(({ name, method }) => `- \`${name}\`: ${method}`).join('\n')}
${notes.length === 0 ? '' : `\n## Seen in this run\n\n${notes.map(({ name, note }) => `- \`${name}\`: ${note}`).join('\n')}\n`}`
}
