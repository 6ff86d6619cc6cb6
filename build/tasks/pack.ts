import { copyFile, cp, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { buildApp, electronRuntime, projectFolder } from '../app.ts'
import { startDisplay } from '../display.ts'
import { checkSum, drivePracticeTurn } from '../drive.ts'
import { checkFuses } from '../fuses.ts'
import { withPackagedApp } from '../packaged-app.ts'
import { Problem } from '../setup/problem.mjs'
import { say, step } from '../setup/say.mjs'

type Packed = {
  readonly folder: string
  readonly binary: string
  readonly fuses: Readonly<Record<string, unknown>>
}

/** `npm run pack`: the app as a person would unpack it, its fuses read back, and one turn in it. */
export async function runTask(): Promise<number> {
  await buildApp()
  const { version } = electronRuntime()
  const packed = await step(`Packing with Electron ${version}`, pack)
  const fuseCount = await checkFuses(packed.binary, packed.fuses)
  say(`Fuses: all ${fuseCount} read back from the packaged app as set`)

  const display = await startDisplay()
  const screenshots = await mkdtemp(path.join(os.tmpdir(), 'farthing-pack-'))
  try {
    await step('Asking the practice model one question in the packaged app', () =>
      withPackagedApp(packed.binary, async (page) =>
        checkSum(await drivePracticeTurn(page, screenshots)),
      ),
    )
  } finally {
    await display.stop()
  }
  await rm(screenshots, { recursive: true })
  say(`The packaged app is ${packed.binary}`)
  if (process.env.FARTHING_SQLITE_BINDING) {
    say(`It holds the stand-in Electron ${version}: for trying it here, not for handing out`)
  }
  return 0
}

async function pack(): Promise<Packed> {
  const { version } = electronRuntime()
  const electronDist = await mkdtemp(path.join(os.tmpdir(), 'farthing-electron-'))
  // On CI it makes hard links: setting fuses in the package would then change the cached Electron.
  process.env.USE_HARD_LINKS = 'false'
  const { build } = await import('electron-builder')
  let packed: Packed | null = null
  try {
    await copyElectron(electronDist)
    await build({
      projectDir: projectFolder,
      dir: true,
      publish: 'never',
      config: {
        electronDist,
        electronVersion: version,
        // The shipped SQLite binary is the one to ship; ours below is for the stand-in alone.
        npmRebuild: false,
        afterPack: ({ appOutDir, packager, electronPlatformName }) => {
          const name = packager.appInfo.productFilename
          const binary =
            electronPlatformName === 'darwin'
              ? path.join(`${name}.app`, 'Contents/MacOS', name)
              : electronPlatformName === 'win32'
                ? `${name}.exe`
                : executableName(packager)
          packed = {
            folder: appOutDir,
            binary: path.join(appOutDir, binary),
            fuses: { ...packager.config.electronFuses },
          }
          return Promise.resolve()
        },
      },
    })
  } finally {
    await rm(electronDist, { recursive: true, force: true })
  }
  return putOwnBinding(packed)
}

/** Linux names the binary after the package, and only its own kind of packager knows the name. */
function executableName(packager: object): string {
  if ('executableName' in packager && typeof packager.executableName === 'string') {
    return packager.executableName
  }
  throw new Error('electron-builder no longer tells the name of the executable')
}

/** The stand-in's `resources/app` would be started in place of ours. */
async function copyElectron(target: string): Promise<void> {
  const { folder } = electronRuntime()
  await cp(folder, target, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => path.relative(folder, source) !== path.join('resources', 'app'),
  })
}

/**
 * An Electron too old for the shipped SQLite binary gets ours, in the package only. It takes the
 * shipped one's place, because the archive's table of contents knows no other file.
 */
async function putOwnBinding(packed: Packed | null): Promise<Packed> {
  if (!packed) throw new Problem('electron-builder packed nothing. Read its lines above.')
  const binding = process.env.FARTHING_SQLITE_BINDING
  if (binding) {
    const shipped = path.join(
      packed.folder,
      'resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds',
      `${process.platform}-${process.arch}.node`,
    )
    await rm(shipped)
    await copyFile(binding, shipped)
  }
  return packed
}
