import { loadYaml } from '../config/load-yaml.ts'
import type { ScenarioDescription } from '../mock.ts'
import { brokenNamespace } from '../sandboxes/reserved-ids.ts'
import { limitsOf, type PartOption, type ScenarioParts } from './scenario-parts.ts'
import { wrapped } from './wrap.ts'

/** Every scenario with what the service does and what a good client does then. */
export function scenarioList(scenarios: readonly ScenarioDescription[], width: number): string {
  const [first = ''] = scenarios.map(({ name }) => name)
  const [ofBrokenFiles, others] = split(scenarios, ({ name }) => name.startsWith(`${brokenNamespace}/`))
  return [
    ...others.flatMap((scenario) => [...headline(scenario), ...sentences(scenario, width), '']),
    ...wrapped('Files that break one rule each; balkanid-mock rules csv tells what the rules say:', width),
    ...wrapped(ofBrokenFiles.map(({ name }) => name).join(', '), width, '  '),
    '',
    ...wrapped(
      `Play one with --scenario NAME, or put /~NAME behind the base URL of the mock: http://127.0.0.1:4610/~${first}.`,
      width,
    ),
    ...wrapped(
      'balkanid-mock scenarios NAME shows how one is made, balkanid-mock scenarios --faults what they are made of.',
      width,
    ),
    '',
  ].join('\n')
}

function split<T>(all: readonly T[], isFirst: (each: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))]
}

/** One scenario, with its definition to copy. */
export async function scenarioText(scenario: ScenarioDescription, width: number): Promise<string> {
  const { name, isPreset, summary: _, goodClient: __, ...definition } = scenario
  const isNothing = Object.keys(definition).length === 0
  // The name of a preset is taken.
  const own = isPreset ? `my-${name.replace('/', '-')}` : name
  return [
    ...headline(scenario),
    ...sentences(scenario, width),
    ...wrapped(`/~${name} behind that of the mock, such as http://127.0.0.1:4610/~${name}`, width, label('base URL')),
    ...(isNothing ? [] : ['', 'In a config file:', '', await yamlOf({ scenarios: { [own]: definition } })]),
    '',
  ].join('\n')
}

/** What scenarios are made of: faults, when they act, and in what a file can differ. */
export function partsText({ faults, when, alterations }: ScenarioParts, width: number): string {
  const forms = Math.max(...when.map(({ form }) => form.length))
  return [
    ...wrapped('Faults, each of which stands in one of the lists call, poll and download of a scenario:', width),
    '',
    ...faults.flatMap(({ name, phases, summary, options }) => [
      `${name} (${phases.join(', ')})`,
      ...wrapped(summary, width, '  '),
      ...optionLines(options, width),
      '',
    ]),
    ...wrapped(
      'When a fault acts is said beside its options. "when": which calls of the sandbox, or which polls or downloads of an export. "ofExports", of polls and downloads: which exports of the sandbox. All are counted from 1:',
      width,
    ),
    '',
    ...when.flatMap(({ form, description }) => wrapped(description, width, `  ${form.padEnd(forms)}  `)),
    '',
    ...wrapped('Alterations, which stand in the list file of a scenario and act on each file in their order:', width),
    '',
    ...alterations.flatMap(({ name, breaks, summary, options }) => [
      `${name} (breaks ${breaks})`,
      ...wrapped(summary, width, '  '),
      ...optionLines(options, width),
      '',
    ]),
    ...wrapped(
      'Besides, a scenario holds what each sandbox can choose, such as readiness, rows, urlLifetime, dialect and ranges; balkanid-mock config schema describes all of it.',
      width,
    ),
    '',
  ].join('\n')
}

function headline({ name, isPreset }: ScenarioDescription): string[] {
  return [isPreset ? name : `${name} (of the config file)`]
}

function sentences({ summary, goodClient }: ScenarioDescription, width: number): string[] {
  return [
    ...(summary === undefined ? [] : wrapped(summary, width, label('service'))),
    ...(goodClient === undefined ? [] : wrapped(goodClient, width, label('good client'))),
  ]
}

function label(text: string): string {
  return `  ${text.padEnd(13)}`
}

function optionLines(options: readonly PartOption[], width: number): string[] {
  const longest = Math.max(0, ...options.map(({ name }) => name.length))
  return options.flatMap((option) =>
    wrapped(`${option.description} (${limitsOf(option)})`, width, `  ${option.name.padEnd(longest)}  `),
  )
}

/** Lists and the top of objects line by line, what stands in them on one line. */
async function yamlOf(value: object): Promise<string> {
  const { Document, isMap, visit } = await loadYaml()
  const document = new Document(value)
  visit(document, {
    Map: (_key, node, path) => {
      if (path.filter(isMap).length >= 3) node.flow = true
    },
  })
  return document.toString({ lineWidth: 0 }).trimEnd()
}
