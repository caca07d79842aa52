import type { Export } from '../exports/export-store.ts'

/** Where storage begins; what follows is one object's key. */
export const storagePrefix = '/storage/'

/** The path of an export's object. The last part is what `curl -O` names the file. */
export function objectPath({ id, terms }: Pick<Export, 'id' | 'terms'>): string {
  return `${storagePrefix}${id}/${terms.spec.dataset}.csv`
}
