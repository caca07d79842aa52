import {
  type ProviderOptions,
  type Report,
  recordProvider,
  type Snapshot,
  verifyProvider,
} from '../../../contracts/index.ts'
import { VirtualClock } from './virtual-clock.ts'

/** Verifies without waiting between polls, and otherwise as it does by default: the CSV checker judges the files. */
export function verified(options: ProviderOptions): Promise<readonly Report[]> {
  return verifyProvider({ clock: new VirtualClock(), ...options })
}

export function recorded(
  options: ProviderOptions,
): Promise<{ readonly reports: readonly Report[]; readonly snapshot: Snapshot }> {
  return recordProvider({ clock: new VirtualClock(), ...options, tool: { name: 'balkanid-mock', version: '1.2.3' } })
}
