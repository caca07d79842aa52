// Reads what vitest's JSON reporter wrote. Prints the counts as one plain line, or, with --refuse-skips, fails if any test
// did not run: on a developer's machine a skip is a convenience, in CI it is a check that nobody makes.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  options: { 'refuse-skips': { type: 'boolean', default: false } },
  allowPositionals: true,
})
const { testResults: files } = JSON.parse(readFileSync(positionals[0], 'utf8'))
const tests = files.flatMap(({ assertionResults }) => assertionResults)

if (values['refuse-skips']) {
  const notRun = tests.filter(({ status }) => status !== 'passed' && status !== 'failed')
  for (const { fullName, status } of notRun) console.error(`${status}: ${fullName}`)
  if (notRun.length > 0 || tests.length === 0) process.exitCode = 1
} else {
  const count = (list, wanted) => list.filter(({ status }) => status === wanted).length
  // A file that cannot be loaded has failed without any test in it.
  const broken = files.filter(
    ({ status, assertionResults }) => status === 'failed' && !count(assertionResults, 'failed'),
  )
  console.log(`${count(tests, 'passed')} passed, ${count(tests, 'failed') + broken.length} failed`)
}
