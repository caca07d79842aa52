/** The sandbox of the root base URL. */
export const defaultSandboxId = 'default'
