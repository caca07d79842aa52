#!/usr/bin/env node
// What `dist/bin/balkanid-mock.js` is made from. Node's compile cache (22.1 and later) would spare some 10 ms of each start,
// but it makes Node 22 and 24 spin for ever where the temporary folder refuses to be made in an odd way (TMPDIR=/proc).
import '../../server/cli/bin.ts'
