import { once } from 'node:events'
import { type DatasetSlug, datasetSlugs, datasets, downloadPath } from '../../../contracts/contract.ts'
import { type ConfigOptions, commandDefaults } from '../../config/config-shape.ts'
import { describeReadiness } from '../../exports/readiness.ts'
import { isLoopback } from '../../listening.ts'
import type { ClockDescription } from '../../sandboxes/sandbox.ts'
import type { MockServer } from '../../start.ts'
import { version } from '../../version.ts'
import { chosenOptions } from '../chosen.ts'
import type { Command, Flags } from '../command.ts'
import { adminFlags, configFlag, dataFlags, jsonFlag, mockFlags, serveFlags } from '../flags.ts'
import { exitCode } from '../io.ts'
import { listen } from '../listen.ts'
import { readableLog } from '../log-lines.ts'

const flags = {
  port: serveFlags.port,
  host: serveFlags.host,
  ...mockFlags,
  ...dataFlags,
  ...adminFlags,
  'log-level': serveFlags['log-level'],
  json: jsonFlag,
  config: configFlag,
} as const satisfies Flags

export const serve: Command = {
  name: 'serve',
  usage: '',
  summary: 'Start the mock server.',
  flags,
  async run(given, _positionals, io) {
    const chosen = await chosenOptions(flags, given, io)
    const {
      port = commandDefaults.port,
      host = commandDefaults.host,
      logLevel: level = commandDefaults.logLevel,
      json: asJson = false,
      $schema: _,
      ...options
    } = chosen.options
    const lines = asJson ? { write: (line: string) => void io.stderr.write(line) } : readableLog(io.stderr)
    // Fastify says where it listens, address by address; that stands on stdout already.
    const stream = { write: (line: string) => void (line.includes('"Server listening at ') || lines.write(line)) }

    const server = await chosen.using(() =>
      listen({ ...options, port, host, ...(level !== 'silent' && { logger: { level, stream } }) }),
    )
    if (!isLoopback(host)) {
      io.stderr.write(`Bound to ${host}: whoever can reach this machine can use the mock.\n`)
    }
    io.stdout.write(asJson ? `${JSON.stringify(startAsJson(server, options))}\n` : startAsText(server, options))
    if (!io.stop.aborted) await once(io.stop, 'abort')
    await server.close()
    return exitCode.ok
  },
}

/** A token that the user has chosen is a secret of theirs, and is not told. */
function madeToken({ adminToken }: MockServer, { admin }: ConfigOptions): string | undefined {
  return admin?.token === undefined ? adminToken : undefined
}

function startAsJson(server: MockServer, options: ConfigOptions): object {
  const { baseUrl, port, adminUrl = null, root } = server
  const { seed, rows, readiness, urlLifetimeSeconds, scenario, clock } = root.describe()
  const serves = { event: 'listening', version, baseUrl, port, seed, rows, readiness, urlLifetimeSeconds }
  return { ...serves, scenario, clock, adminUrl, adminToken: madeToken(server, options) }
}

function startAsText(server: MockServer, options: ConfigOptions): string {
  const { baseUrl, port, root, adminUrl, adminToken } = server
  const { seed, rows, readiness, apiKeys, scenario, clock } = root.describe()
  const steps = datasetSlugs.map((slug) => curlLines(baseUrl, slug, apiKeys[0]))
  const facts: readonly (readonly [name: string, fact: string | undefined])[] = [
    ...datasetSlugs.map((slug) => [slug, `${rows[slug]} rows, ready ${describeReadiness(readiness[slug])}`] as const),
    ['seed', `${seed}${options.seed === undefined ? ' (choose another with --seed)' : ''}`],
    ['API keys', apiKeys.length === 0 ? 'any or none' : `${apiKeys.length} accepted, all others get 401`],
    ['scenario', scenario ?? undefined],
    ['clock', describeClock(clock)],
    ['steered at', adminUrl],
    ['  with', adminToken && `Authorization: Bearer ${madeToken(server, options) ?? '<the chosen token>'}`],
  ]
  return [
    `balkanid-mock ${version} serves ${baseUrl}`,
    ...(options.publicUrl === undefined ? [] : [`It listens on port ${port}, where ${baseUrl} has to lead.`]),
    '',
    ...facts.flatMap(([name, fact]) => (fact === undefined ? [] : [`  ${name.padEnd(12)}${fact}`])),
    '',
    'Try it in another shell:',
    '',
    ...(apiKeys.length === 0 ? [] : [`  export BALKANID_SECRET='the secret of ${apiKeys[0]}'`, '']),
    ...steps.flat(),
    'Ctrl-C ends it.',
    '',
  ].join('\n')
}

/** @returns nothing for a clock as the machine has it */
function describeClock({ mode, now, scale }: ClockDescription): string | undefined {
  switch (mode) {
    case 'real':
      return undefined
    case 'scaled':
      return `${scale} times as fast as the machine's`
    case 'manual':
      return `stands at ${now} until it is moved`
    default:
      return mode satisfies never
  }
}

/** A line for each step of a download, to copy into a POSIX shell; nothing but curl and sed is needed. */
export function curlLines(baseUrl: string, slug: DatasetSlug, keyId: string | undefined): string[] {
  const { body } = datasets[slug].download
  const example = JSON.stringify(Object.fromEntries(body.map((parameter) => [parameter.name, parameter.example])))
  const data = body.length === 0 ? '' : ` -d '${example}'`
  const keys = keyId === undefined ? '' : ` -H 'X-Api-Key-ID: ${keyId}' -H "X-Api-Key-Secret: $BALKANID_SECRET"`
  const field = (name: string) => `"$(echo "$answer" | sed 's/.*"${name}":"\\([^"]*\\)".*/\\1/')"`
  return [
    `  answer=$(curl -sS -X POST '${baseUrl}${downloadPath(slug)}' -H 'Content-Type: application/json'${keys}${data}); echo "$answer"`,
    `  until curl -sfI -o /dev/null -w '%{http_code}\\n' ${field('pollingUrl')}; do sleep 1; done  # 404 until the file is ready, then 200`,
    `  curl -sSf -o ${slug}.csv ${field('url')}`,
    '',
  ]
}
