import { below, milliseconds } from '../support/reach.js'

export const startInProcess = {
  name: 'start-in-process',
  what: 'startMockServer() and close() in a warm process',
  against: undefined,
  reach: below(10, milliseconds),
  method: 'As a test suite does before and after each test; 200 times after 20 of warming up.',
  async run({ moduleUrl }) {
    const { startMockServer } = await import(moduleUrl('server/index'))
    const values = []
    for (let i = 0; i < 220; i++) {
      const begin = performance.now()
      const server = await startMockServer()
      await server.close()
      if (i >= 20) values.push(performance.now() - begin)
    }
    return { values }
  },
}
