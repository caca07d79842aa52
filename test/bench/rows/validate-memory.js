import { below, megabytes } from '../support/reach.js'
import { validateFile, withFile } from './validate-file.js'

export const validateMemory = {
  name: 'validate-memory',
  what: 'growth of resident memory during that validation',
  against: undefined,
  reach: below(60, megabytes),
  method:
    'The most that the process has while it validates the file (looked at every 10 ms), less what it had before it validated anything; the file is written by another process.',
  run: (context) =>
    withFile(context, 'requests', async (file) => {
      await import(context.moduleUrl('contracts/index'))
      const before = process.memoryUsage.rss()
      let peak = before
      const watch = setInterval(() => {
        peak = Math.max(peak, process.memoryUsage.rss())
      }, 10)
      await validateFile(context, file)
      clearInterval(watch)
      return { values: [(peak - before) / 1e6], note: `It had ${Math.round(before / 1e6)} MB before.` }
    }),
}
