import type { Alteration, AlteredFile, OptionSchemas, OptionValues } from './alteration.ts'
import { type AlterationSpec, alterations } from './index.ts'
import { resolveAlterations } from './resolve.ts'

/** What a client has to notice of a file with these alterations, as clauses; nothing where its rows can be taken as they are. */
export function damageOf(specs: readonly AlterationSpec[], file: AlteredFile): string | undefined {
  const clauses = resolveAlterations(specs).flatMap(({ alteration, ...options }) => {
    const { damage }: Alteration = alterations[alteration]
    return damage?.(options as OptionValues<OptionSchemas>, file) ?? []
  })
  return clauses.length === 0 ? undefined : clauses.join('; ')
}
