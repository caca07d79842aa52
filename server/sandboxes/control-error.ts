/** Why a sandbox, an export or a scenario could not be steered; the admin API answers each as a problem. */
export type ControlFault =
  | 'default-sandbox'
  | 'unknown-sandbox'
  | 'unknown-export'
  | 'unknown-scenario'
  | 'preset-scenario'
  | 'scenario-in-use'
  | 'sandbox-exists'
  | 'too-many-sandboxes'

const sentences: Readonly<Record<ControlFault, (subject: string) => string>> = {
  'default-sandbox': (action) => `The default sandbox cannot be ${action}d: it is the server's own. Reset it instead.`,
  'unknown-sandbox': (id) =>
    `There is no sandbox ${JSON.stringify(id)}: it was deleted, was idle for too long, or never was.`,
  'unknown-export': (id) =>
    `There is no export ${JSON.stringify(id)} in this sandbox: it has expired, or was never made here.`,
  'unknown-scenario': (name) => `There is no scenario ${JSON.stringify(name)}.`,
  'preset-scenario': (name) =>
    `The scenario ${JSON.stringify(name)} comes with the mock and stays as it is. Choose another name.`,
  'scenario-in-use': (id) => `The sandbox ${JSON.stringify(id)} has this scenario. Delete or change that first.`,
  'sandbox-exists': (id) =>
    `There is a sandbox ${JSON.stringify(id)} already, or a scenario of that name. Choose another id.`,
  'too-many-sandboxes': (limit) =>
    `There are ${limit} sandboxes, the most that there may be. Delete some, or raise limits.sandboxes.`,
}

export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly code: ControlFault

  /** @param subject what it is about, such as an id */
  constructor(code: ControlFault, subject: string) {
    super(sentences[code](subject))
    this.code = code
  }
}
