/** What every server process does besides serving: tells its port, answers questions about itself, ends with its parent. */
export function announce(port) {
  process.on('disconnect', () => process.exit())
  process.on('message', (question) => process.send(answers[question]()))
  process.send({ port })
}

/** The options that startServer() was called with. */
export const options = JSON.parse(process.argv[2] ?? '{}')

let peak = 0

const answers = {
  /** Microseconds of CPU time since the start, all threads together. */
  cpu() {
    const { user, system } = process.cpuUsage()
    return { micros: user + system }
  },
  /** Begins to watch the resident memory and tells where it stands. */
  watchMemory() {
    peak = process.memoryUsage.rss()
    const rss = peak
    setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss())
    }, 10)
    return { rss }
  },
  peakMemory: () => ({ rss: Math.max(peak, process.memoryUsage.rss()) }),
  /** What is alive, in bytes; needs --expose-gc. Buffers outside the heap count as well. */
  liveMemory() {
    for (let i = 0; i < 3; i++) globalThis.gc()
    const { heapUsed, external } = process.memoryUsage()
    return { heapUsed, external }
  },
}
