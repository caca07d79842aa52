// Most licences ask that copies carry their notice. A bundle is a copy, and what is in it only esbuild knows.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The licence texts of all packages of which an output holds at least one byte. */
export async function thirdPartyLicenses({ outputs }, root) {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs))
  const folders = inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? folderOf(path) : []))
  const sections = await Promise.all([...new Set(folders)].sort().map((folder) => section(join(root, folder))))
  return `The command balkanid-mock contains code of these packages.\n\n${[...new Set(sections)].join('\n')}`
}

/** @returns the folder of the innermost package; nothing for our own files */
function folderOf(path) {
  return path.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.slice(0, 1) ?? []
}

async function section(folder) {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const title = `${manifest.name} ${manifest.version} (${manifest.license})`
  return `${title}\n${'-'.repeat(title.length)}\n\n${await licenceText(folder, manifest)}\n`
}

async function licenceText(folder, { name, author, license, homepage }) {
  const files = (await readdir(folder)).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file)).sort()
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  if (texts.length > 0) return texts.map((text) => text.trim().replaceAll('\r\n', '\n')).join('\n\n')
  // Some packages only declare it; then all there is to pass on is what they say.
  if (license !== 'MIT') throw new Error(`${name} is bundled, but brings no text of its licence (${license}).`)
  return `Copyright ${author?.name ?? author}. MIT License, as declared in its package.json; see ${homepage}.`
}
