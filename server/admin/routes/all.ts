import type { Route } from '../route.ts'
import { aboutRoutes } from './about.ts'
import { activityRoutes } from './activity.ts'
import { dataRoutes } from './data.ts'
import { exchangeRoutes } from './exchanges.ts'
import { exportRoutes } from './exports.ts'
import { reportRoutes } from './reports.ts'
import { sandboxRoutes } from './sandboxes.ts'
import { scenarioRoutes } from './scenarios.ts'

/** Everything that there is below `/__mock`, in the order in which it is listed. */
export const routes: readonly Route[] = [
  ...aboutRoutes(() => routes),
  ...sandboxRoutes,
  ...exportRoutes,
  ...exchangeRoutes,
  ...activityRoutes,
  ...reportRoutes,
  ...dataRoutes,
  ...scenarioRoutes,
]
