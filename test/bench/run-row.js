// Runs one row in a process of its own (see run.js), which is also where the load comes from.
import { rows } from './rows/index.js'

const { name, folder, modules, execArgv } = JSON.parse(process.argv[2])
process.on('disconnect', () => process.exit(1)) // the servers end with this process, and this one with its parent
const row = rows.find((candidate) => candidate.name === name)
const result = await row.run({ folder, execArgv, moduleUrl: (module) => `${modules}/${module}.js` })
process.send(result, () => process.exit())
