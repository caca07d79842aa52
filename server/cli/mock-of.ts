import { systemClock } from '../clock.ts'
import { type ConfigOptions, mockOptionsIn } from '../config/config-shape.ts'
import { randomIds } from '../ids.ts'
import { Mock } from '../mock.ts'

/** The mock that would be served, without a server: it knows its scenarios, and what its sandboxes go by. @throws {OptionError} */
export function mockOf(options: ConfigOptions): Mock {
  return new Mock(mockOptionsIn(options), systemClock, randomIds(systemClock))
}
