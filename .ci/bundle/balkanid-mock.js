#!/usr/bin/env node
// What `dist/bin/balkanid-mock.js` is made from. The compile cache spares the next start the compiling of what is imported
// after the call, so the command itself comes by a dynamic import. Node 20 has no such cache; where it cannot be written
// (a read-only disk) the call says so in its result and nothing else happens. NODE_DISABLE_COMPILE_CACHE=1 turns it off.
import module from 'node:module'

module.enableCompileCache?.()
await import('../../server/cli/bin.ts')
