import { existsSync, readFileSync } from 'node:fs'
import { copyFile, cp, rm } from 'node:fs/promises'
import path from 'node:path'
import { cached } from './cache.mjs'
import { environmentWithoutNpm, lastLines, npmScript, run } from './command.mjs'
import { nodeHeaders } from './node.mjs'
import { Problem } from './problem.mjs'
import { step } from './say.mjs'

/** The first Electron whose Node-API is 10, which better-sqlite3's shipped binary asks for. */
const firstElectronMajor = 35
/** Raise this when the build's flags change. */
const recipe = 1

/**
 * The shipped headers name an API version an older Electron lacks; its newer calls exist there as
 * experimental ones.
 */
const compilerFlags = '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'

/** @param {string} electronVersion */
export function needsOwnSqliteBinding(electronVersion) {
  return Number.parseInt(electronVersion, 10) < firstElectronMajor
}

/**
 * The name of the binding's cache entry, to see whether it must be built.
 *
 * @param {string} projectFolder
 * @param {string} electronVersion
 */
export function sqliteBindingName(projectFolder, electronVersion) {
  const manifest = path.join(projectFolder, 'node_modules/better-sqlite3/package.json')
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  return `better-sqlite3-${version}-electron-${electronVersion}-${process.platform}-${process.arch}-${recipe}`
}

/**
 * Builds better-sqlite3's own source in a copy: a build inside node_modules would be preferred over
 * the shipped binary, by Node.js too.
 *
 * @param {string} projectFolder
 * @param {string} electronVersion
 * @returns {Promise<string>} the path of the `.node` file
 */
export async function sqliteBinding(projectFolder, electronVersion) {
  const folder = await cached(sqliteBindingName(projectFolder, electronVersion), (draft) =>
    step(
      `Building SQLite's binding for Electron ${electronVersion} (about 80 s, once; the shipped one needs Electron ${firstElectronMajor} or newer)`,
      () => build(path.join(projectFolder, 'node_modules/better-sqlite3'), draft),
    ),
  )
  return path.join(folder, 'better_sqlite3.node')
}

/**
 * @param {string} source
 * @param {string} draft
 */
async function build(source, draft) {
  const headers = await nodeHeaders()
  const copy = path.join(draft, 'source')
  await cp(source, copy, { recursive: true })
  const headersOfAddons = 'node_modules/node-addon-api'
  await cp(path.resolve(source, '../..', headersOfAddons), path.join(copy, headersOfAddons), {
    recursive: true,
  })
  const gyp = path.resolve(npmScript(), '../../node_modules/node-gyp/bin/node-gyp.js')
  if (!existsSync(gyp)) {
    throw new Problem('This npm has no node-gyp. Install npm 11 (`npm install -g npm@11`).')
  }
  const flags = ['--release', '--force_build=1', `--nodedir=${headers}`, '--jobs=max']
  const env = environmentWithoutNpm()
  const result = await run(process.execPath, [gyp, 'rebuild', ...flags], {
    cwd: copy,
    env: { ...env, CXXFLAGS: `${env.CXXFLAGS ?? ''} ${compilerFlags}`.trim() },
  })
  if (result.code !== 0) {
    throw new Problem(
      'The SQLite binding could not be built. Check that g++, make and python3 work, then run ' +
        `this again. The compiler's last lines:\n${lastLines(result.output)}`,
    )
  }
  await copyFile(
    path.join(copy, 'build/Release/better_sqlite3.node'),
    path.join(draft, 'better_sqlite3.node'),
  )
  await rm(copy, { recursive: true })
}
