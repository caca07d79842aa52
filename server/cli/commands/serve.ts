import { once } from 'node:events'
import { type DatasetSlug, datasetSlugs, datasets, downloadPath } from '../../../contracts/index.ts'
import type { LogTarget } from '../../app.ts'
import { describeReadiness } from '../../exports/readiness.ts'
import { oneOf } from '../../option-checks.ts'
import { resolveOptions, type Settings } from '../../options.ts'
import { type MockServer, startMockServer } from '../../start.ts'
import { version } from '../../version.ts'
import { type Command, Failure, type Flags, type GivenFlags } from '../command.ts'
import { dataFlags, mockFlags, numberOrText, optionsFrom } from '../flags.ts'
import { exitCode } from '../io.ts'
import { readableLog } from '../log-lines.ts'

const defaultPort = 4610
const defaultHost = '127.0.0.1'
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const flags = {
  port: {
    value: 'N',
    short: 'p',
    description: 'TCP port; 0 picks a free one.',
    default: `${defaultPort}`,
    sets: ['port'],
  },
  host: {
    value: 'ADDRESS',
    description: 'Address to bind; anything but loopback lets the network in.',
    default: defaultHost,
    sets: ['host'],
  },
  ...mockFlags,
  ...dataFlags,
  'log-level': {
    value: logLevels.join('|'),
    description: 'How much is logged to stderr.',
    default: 'info',
    sets: ['logLevel'],
  },
  json: { description: 'Print the start and the log as JSON, a line each, for programs.', sets: [] },
} as const satisfies Flags

export const serve: Command = {
  name: 'serve',
  usage: '',
  summary: 'Start the mock server.',
  flags,
  async run(given, _positionals, io) {
    const options = optionsFrom(given)
    const settings = resolveOptions(options)
    const asJson = given.has('json')
    const level = oneOf('logLevel', (given.get('log-level')?.values[0] ?? 'info') as LogTarget['level'], logLevels)
    const port = numberOrText(given.get('port')?.values[0] ?? `${defaultPort}`) as number
    const host = given.get('host')?.values[0] ?? defaultHost
    const lines = asJson ? { write: (line: string) => void io.stderr.write(line) } : readableLog(io.stderr)
    // Fastify says where it listens, address by address; that stands on stdout already.
    const stream = { write: (line: string) => void (line.includes('"Server listening at ') || lines.write(line)) }

    const server = await listen({ ...options, port, host, ...(level !== 'silent' && { logger: { level, stream } }) })
    if (!/^(?:127\.|::1$|localhost$)/.test(host)) {
      io.stderr.write(`Bound to ${host}: whoever can reach this machine can use the mock.\n`)
    }
    io.stdout.write(
      asJson ? `${JSON.stringify(startAsJson(server, settings))}\n` : startAsText(server, settings, given),
    )
    if (!io.stop.aborted) await once(io.stop, 'abort')
    await server.close()
    return exitCode.ok
  },
}

async function listen(
  options: Parameters<typeof startMockServer>[0] & { port: number; host: string },
): Promise<MockServer> {
  try {
    return await startMockServer(options)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const { port, host } = options
    switch (code) {
      case 'EADDRINUSE':
        throw new Failure(
          `Port ${port} of ${host} is in use. Stop what uses it, or choose another with --port (0 picks a free one).`,
        )
      case 'EACCES':
        throw new Failure(`Port ${port} of ${host} may not be bound by this user. Choose one from 1024 up with --port.`)
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
      case 'EAI_AGAIN':
        throw new Failure(
          `This machine has no address ${JSON.stringify(host)}. Choose one with --host, such as 127.0.0.1.`,
        )
      default:
        throw error
    }
  }
}

function startAsJson({ baseUrl, port }: MockServer, { seed, rows, readiness, urlLifetimeSeconds }: Settings): object {
  return { event: 'listening', version, baseUrl, port, seed, rows, readiness, urlLifetimeSeconds }
}

function startAsText({ baseUrl, port }: MockServer, settings: Settings, given: GivenFlags): string {
  const { seed, rows, readiness, apiKeys } = settings
  const slugs = datasetSlugs.map(
    (slug) => `  ${slug.padEnd(12)}${rows[slug]} rows, ready ${describeReadiness(readiness[slug])}`,
  )
  const keys = apiKeys.length === 0 ? 'any or none' : `${apiKeys.length} accepted, all others get 401`
  const steps = datasetSlugs.map((slug) => curlLines(baseUrl, slug, apiKeys[0]?.id))
  const isDefaultSeed = given.has('seed') ? '' : ' (choose another with --seed)'
  return [
    `balkanid-mock ${version} serves ${baseUrl}`,
    ...(settings.publicUrl === undefined ? [] : [`It listens on port ${port}, where ${baseUrl} has to lead.`]),
    '',
    ...slugs,
    `  ${'seed'.padEnd(12)}${seed}${isDefaultSeed}`,
    `  ${'API keys'.padEnd(12)}${keys}`,
    '',
    'Try it in another shell:',
    '',
    ...(apiKeys.length === 0 ? [] : [`  export BALKANID_SECRET='the secret of ${apiKeys[0]!.id}'`, '']),
    ...steps.flat(),
    'Ctrl-C ends it.',
    '',
  ].join('\n')
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
