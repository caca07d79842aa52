// The same package from CommonJS, which Node allows from 20.19 and 22.12 on.
import balkanid = require('balkanid-mock')
import contracts = require('balkanid-mock/contracts')
import generators = require('balkanid-mock/generators')

const options: balkanid.MockOptions = { notReadyPolls: 0 }
const slug: contracts.DatasetSlug = 'requests'

async function main(): Promise<void> {
  const mock = await balkanid.startMockServer(options)
  const { status } = await fetch(`${mock.baseUrl}/__mock/health`)
  await mock.close()
  if (status !== 200 || generators.defaultDialect.bom || !contracts.isDatasetSlug(slug)) process.exitCode = 1
}

void main()
