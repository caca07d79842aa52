import { type Dataset, datasets, decisions, exitCodesOfJudging, rules } from '../../contracts/index.ts'
import { adminPrefix } from '../../server/admin/admin-prefix.ts'
import { routes } from '../../server/admin/routes/all.ts'
import { environmentName } from '../../server/cli/arguments.ts'
import type { Flag } from '../../server/cli/command.ts'
import { flagUsage } from '../../server/cli/help.ts'
import { commands } from '../../server/cli/main.ts'
import { limitsOf, type PartOption, scenarioParts } from '../../server/cli/scenario-parts.ts'
import { brokenNamespace } from '../../server/sandboxes/reserved-ids.ts'
import { presets } from '../../server/scenarios/presets.ts'
import { outputs } from './outputs.ts'
import { quoted } from './quoted.ts'

type Table = readonly (readonly string[])[]

/** The tables of the documentation that follow from the code, by the name of the marks that they stand between. */
export const tables: Readonly<Record<string, Table>> = {
  scenarios: [
    ['name', 'what the service does', 'what a good client does'],
    ...Object.entries(presets)
      .filter(([name]) => !name.startsWith(`${brokenNamespace}/`))
      .map(([name, { summary, goodClient }]) => [code(name), summary, goodClient]),
  ],
  faults: [
    ['fault', 'in', 'options', 'what a client meets'],
    ...scenarioParts.faults.map(({ name, phases, options, summary }) => [
      code(name),
      phases.join(', '),
      options.map(optionCell).join('<br>'),
      summary,
    ]),
  ],
  when: [
    ['when, ofExports', 'which are meant'],
    ...scenarioParts.when.map(({ form, description }) => [code(form), description]),
  ],
  alterations: [
    ['alteration', 'breaks', 'options', 'what it does'],
    ...scenarioParts.alterations.map(({ name, breaks, options, summary }) => [
      code(name),
      breaks,
      options.map(optionCell).join('<br>'),
      summary,
    ]),
  ],
  admin: [
    ['request', 'what it does'],
    ...routes.map(({ method, path, summary }) => [code(`${method} ${adminPrefix}${path}`), summary]),
  ],
  flags: [
    ['flag', 'of', 'environment', 'default', 'what it does'],
    ...flagRows().map(({ name, flag, of }) => [
      code(flagUsage(name, flag)),
      of.join(', '),
      code(environmentName(name)),
      flag.default === undefined ? '' : code(flag.default),
      flag.description + (flag.multiple ? ' May be repeated.' : ''),
    ]),
  ],
  ...Object.fromEntries(
    ['csv', 'provider', 'client'].map((judge) => [
      `rules ${judge}`,
      [
        ['rule', 'level', 'what holds', 'basis'],
        ...rules
          .filter(({ id }) => id.startsWith(`${judge}/`))
          .map(({ id, level, requirement, basis, source }) => [code(id), level, requirement, `[${basis}](${source})`]),
      ],
    ]),
  ),
  'exit codes': [
    ['exit code', 'of a command that judges'],
    ...exitCodesOfJudging.map(({ code: exit, meaning }) => [String(exit), meaning]),
  ],
  ...Object.fromEntries(
    Object.values<Dataset>(datasets).map(({ slug, download }) => [
      `columns ${slug}`,
      [
        ['column', 'format', 'goes with', 'what it is', 'basis'],
        ...download.columns.map(({ name, required, format, pair, description, basis }) => [
          required === 'required' ? `${name} *` : name,
          format.expected,
          pair?.column ?? '',
          description,
          basis,
        ]),
      ],
    ]),
  ),
  decisions: [
    ['question', 'default', 'basis', 'how to change it'],
    ...decisions.map(({ question, default: chosen, basis, option }) => [
      question,
      chosen,
      basis,
      option === undefined ? 'nothing to choose' : `${code(option.name)}: ${option.choices}`,
    ]),
  ],
  contradictions: [
    ['dataset', 'column', 'the documentation', 'the mock goes by'],
    ...Object.values<Dataset>(datasets).flatMap(({ slug, download }) =>
      download.columns.flatMap(({ name, contradiction }) =>
        contradiction === undefined ? [] : [[code(slug), name, contradiction.documentation, contradiction.goesBy]],
      ),
    ),
  ],
}

/** All parts that the documentation has to have somewhere: tables, and outputs of commands. */
export const partNames: readonly string[] = [...Object.keys(tables), ...Object.keys(outputs)]

/** A document with every table, every output of a command and all quoted code as they are now. */
export async function withFreshParts(text: string): Promise<string> {
  const has = (name: string) => text.includes(beginOf(name))
  const fresh = Object.entries(tables).map(([name, table]) => [name, tableText(table)] as const)
  const printed = Object.entries(outputs)
    .filter(([name]) => has(name))
    .map(async ([name, output]) => [name, `\`\`\`text\n${await output()}\`\`\`\n`] as const)
  const code = quotesIn(text).map((name) => [name, quoted(name.slice('code '.length))] as const)
  const parts = [...fresh.filter(([name]) => has(name)), ...(await Promise.all(printed))]
  return code.reduce(replaceQuote, parts.reduce(replacePart, text))
}

/** The quotes of a document, such as `code examples/x.ts#call`. */
function quotesIn(text: string): readonly string[] {
  return [...text.matchAll(/^<!-- (code \S+) -->$/gm)].map(([, name]) => name!)
}

/** A flag that several commands have is one row, as long as it means the same. */
function flagRows(): { name: string; flag: Flag; of: string[] }[] {
  const rows: { name: string; flag: Flag; of: string[] }[] = []
  for (const { name: command, flags } of commands) {
    for (const [name, flag] of Object.entries(flags)) {
      const same = rows.find((row) => row.name === name && row.flag.description === flag.description)
      if (same === undefined) rows.push({ name, flag, of: [command] })
      else same.of.push(command)
    }
  }
  return rows
}

function optionCell(option: PartOption): string {
  return `${code(option.name)}: ${limitsOf(option)}`
}

function code(text: string): string {
  return `\`${text}\``
}

function tableText([head = [], ...rows]: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('')
}

function beginOf(name: string): string {
  return `<!-- ${name} -->\n`
}

function replacePart(text: string, [name, part]: readonly [string, string]): string {
  return replaced(text, name, `<!-- /${name} -->`, part)
}

function replaceQuote(text: string, [name, part]: readonly [string, string]): string {
  return replaced(text, name, '<!-- /code -->', part)
}

function replaced(text: string, name: string, end: string, part: string): string {
  const begin = beginOf(name)
  const from = text.indexOf(begin)
  const to = text.indexOf(end, from)
  if (from === -1 || to === -1) throw new Error(`There is no ${end} for ${begin.trim()}.`)
  return text.slice(0, from) + begin + part + text.slice(to)
}
