/**
 * The package for YAML, loaded only where there is some: the command starts faster without.
 * @note Through its default export, which is all that a bundle in chunks has of a CommonJS package (esbuild 0.28).
 */
export async function loadYaml(): Promise<typeof import('yaml')> {
  const { default: yaml } = await import('yaml')
  return yaml
}
