import { rbac2 as contract } from '../../contracts/datasets/rbac2.ts'
import type { Cell } from '../cells.ts'
import { Draw } from '../draw.ts'
import { drawUlid, type Generator } from '../rows.ts'
import type { Employee, Entitlement, Privilege, Role } from '../tenant.ts'
import type { UlidBits } from '../ulid.ts'

/** What the rows of one role share. */
interface HeldRole {
  readonly id: UlidBits | undefined
  readonly role: Role
  readonly hasName: boolean
  readonly hasValue: boolean
  readonly hasIntegration: boolean
  readonly hasMetadata: boolean
  /** Where in the list of employees its holders begin. */
  readonly firstHolder: number
}

/** One row: one holder of a role, and what it opens. */
interface Assignment {
  readonly holder: Employee
  readonly hasEmail: boolean
  readonly connection: Entitlement | undefined
  readonly resource: Entitlement | undefined
  readonly privilege: Privilege | undefined
  readonly label: Cell | undefined
}

const day = 86_400
/** Prime to the number of employees, so that the holders of one role are all different people. */
const holderStride = 7

export const rbac2: Generator<typeof contract, HeldRole, Assignment> = {
  contract,
  rows({ seed, referenceSeconds, tenant, kit, readings }) {
    const { employees } = tenant
    const shared = kit.perGroup<HeldRole>()
    const own = kit.perRow<Assignment>()
    const roleDraw = new Draw(seed, 'rbac2/role')
    const assignmentDraw = new Draw(seed, 'rbac2/assignment')

    return {
      groupAt(number) {
        const draw = roleDraw.at(number)
        const createdAt = (referenceSeconds - 1 - draw.below(3 * 365 * day)) * 1000 + draw.below(1000)
        return {
          role: draw.pick(tenant.roles),
          firstHolder: draw.below(employees.length),
          hasName: draw.chance(0.97),
          hasValue: draw.chance(0.8),
          hasIntegration: draw.chance(0.95),
          hasMetadata: draw.chance(0.7),
          id: draw.chance(0.97) ? drawUlid(draw, createdAt) : undefined,
        }
      },
      rowAt(k, place, { role, firstHolder }) {
        const draw = assignmentDraw.at(k)
        const opensResource = draw.chance(0.35)
        return {
          holder: employees[(firstHolder + place * holderStride) % employees.length]!,
          hasEmail: draw.chance(0.85),
          connection: draw.chance(0.6) ? role.connection : undefined,
          resource: opensResource ? draw.pick(role.integration.resources) : undefined,
          privilege: draw.chance(0.3) ? draw.pick(role.integration.privileges) : undefined,
          label: draw.chance(0.25) ? draw.pick(tenant.labels) : undefined,
        }
      },
      includes: () => true,
      columns: {
        ID: shared.ulid((held) => held.id),
        Name: shared.prepared((held) => (held.hasName ? held.role.name : undefined)),
        Value: shared.prepared(
          readings.value === 'bare-words'
            ? (held) => (held.hasValue ? held.role.bareValue : undefined)
            : (held) => (held.hasValue ? held.role.value : undefined),
        ),
        Integration: shared.prepared((held) => (held.hasIntegration ? held.role.integration.id : undefined)),
        'Employee Email': own.prepared((row) => (row.hasEmail ? row.holder.email : undefined)),
        'Identity Username': own.prepared(
          readings['identity-username'] === 'handle' ? (row) => row.holder.handle : (row) => row.holder.email,
        ),
        Connection: own.prepared((row) => row.connection?.name),
        'Connection Type': own.prepared((row) => row.connection?.type),
        Resource: own.prepared((row) => row.resource?.name),
        'Resource Type': own.prepared((row) => row.resource?.type),
        'Privilege Name': own.prepared((row) => row.privilege?.name),
        'Privilege Value': own.prepared((row) => row.privilege?.value),
        Label: own.prepared((row) => row.label),
        Metadata: shared.prepared((held) => (held.hasMetadata ? held.role.metadata : undefined)),
      },
    }
  },
}
