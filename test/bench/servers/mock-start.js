// Stands in for the built command as long as dist/bin/ is not there.
const { startMockServer } = await import(process.env.BENCH_SERVER_MODULE)
const { baseUrl } = await startMockServer()
console.log(JSON.stringify({ baseUrl }))
