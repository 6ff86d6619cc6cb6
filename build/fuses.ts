import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { Problem } from './setup/problem.mjs'

/** Fuse names as electron-builder.yml writes them, in our reading order. */
const fuseByName: Readonly<Record<string, FuseV1Options>> = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
}

/**
 * Reads the fuses back from the packaged binary: what counts is what it holds, not what we asked
 * for. Returns how many were compared.
 */
export async function checkFuses(
  binary: string,
  wanted: Readonly<Record<string, unknown>>,
): Promise<number> {
  const wire = await getCurrentFuseWire(binary)
  const wrong: string[] = []
  let count = 0
  for (const [name, value] of Object.entries(wanted)) {
    const fuse = fuseByName[name]
    if (fuse === undefined || typeof value !== 'boolean') continue
    count += 1
    if (wire[fuse] !== (value ? FuseState.ENABLE : FuseState.DISABLE)) {
      wrong.push(`${name} should be ${value ? 'on' : 'off'}`)
    }
  }
  if (wrong.length === 0 && count > 0) return count
  throw new Problem(
    count === 0
      ? 'electron-builder.yml sets no fuses (electronFuses), so the package is not safe to ship.'
      : `The packaged binary's fuses are not what electron-builder.yml says: ${wrong.join('; ')}.`,
  )
}
