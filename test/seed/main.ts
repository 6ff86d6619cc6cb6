import type { Seeding } from '../../build/seed/seed-folder.ts'
import { seedProfile } from './seed-profile.ts'

/** Run by `npm run seed` with what it was asked for, as JSON; answers with what was made. */
const seeding = JSON.parse(process.argv[2] ?? '') as Seeding
process.stdout.write(JSON.stringify(await seedProfile(seeding)))
