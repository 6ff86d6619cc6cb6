import { existsSync } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { cached } from './cache.mjs'
import { fetchPackage } from './npm-package.mjs'
import { Problem } from './problem.mjs'
import { step } from './say.mjs'

/**
 * better-sqlite3 needs Node-API 10: under an older Node.js it ends the process with a
 * segmentation fault instead of an error. Our tasks are TypeScript, run as they are.
 */

const version = '24.21.0'

/** @type {Readonly<Record<string, string>>} */
const integrityByPlatform = {
  'linux-x64':
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'linux-arm64':
    'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  'win-x64':
    'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
}

/** Whether the Node.js that runs us can do everything: the same rule as package.json's engines. */
export function isNodeNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (Number(process.versions.napi) < 10) return false
  if (major === 22) return minor >= 19
  if (major === 24) return minor >= 5
  return major >= 26
}

/** @returns {Promise<string>} the binary of a Node.js that is new enough */
export async function nodeBinary() {
  if (isNodeNewEnough()) return process.execPath
  const folder = await fetchedNode('SQLite needs 22.19 or newer')
  return path.join(folder, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node')
}

/**
 * A folder with `include/node`, to build native modules against.
 *
 * @returns {Promise<string>}
 */
export async function nodeHeaders() {
  const own = path.resolve(process.execPath, '../..')
  if (existsSync(path.join(own, 'include/node/node_api.h'))) return own
  return fetchedNode('its headers are needed to build SQLite')
}

/** @param {string} why */
async function fetchedNode(why) {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const integrity = integrityByPlatform[`${platform}-${process.arch}`]
  if (!integrity) {
    throw new Problem(
      `Farthing needs Node.js 22.19 or newer, and this one is ${process.versions.node}. ` +
        'Install Node.js 24, then run this again.',
    )
  }
  const name = `node-${platform}-${process.arch}`
  return cached(`${name}-${version}`, (folder) =>
    step(
      `Fetching Node.js ${version} (this Node is ${process.versions.node}; ${why})`,
      async () => {
        const fetched = await fetchPackage({ name, version, integrity }, folder)
        for (const entry of await readdir(fetched)) {
          await rename(path.join(fetched, entry), path.join(folder, entry))
        }
        await rm(fetched, { recursive: true })
      },
    ),
  )
}
