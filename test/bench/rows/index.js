import { csv } from './csv.js'
import { download } from './download.js'
import { firstByte } from './first-byte.js'
import { firstPaint } from './first-paint.js'
import { head } from './head.js'
import { journal } from './journal.js'
import { judge } from './judge.js'
import { lengthPass } from './length-pass.js'
import { liveExports } from './live-exports.js'
import { memory } from './memory.js'
import { pollsUnderLoad } from './polls-under-load.js'
import { pollsWhileWatched } from './polls-while-watched.js'
import { post } from './post.js'
import { manySandboxes } from './sandboxes.js'
import { start } from './start.js'
import { startInProcess } from './start-in-process.js'
import { validate } from './validate.js'
import { validateMemory } from './validate-memory.js'
import { watchedFrames } from './watched-frames.js'

/** In the order of the table. */
export const rows = [
  csv,
  lengthPass,
  post,
  head,
  download,
  firstByte,
  memory,
  pollsUnderLoad,
  start,
  startInProcess,
  liveExports,
  manySandboxes,
  journal,
  validate,
  validateMemory,
  judge,
  firstPaint,
  watchedFrames,
  pollsWhileWatched,
]
