// The commands of the training bench: an installed station has none of them.
import { bench, benchCard, benchServer } from './bench'
import { benchDevice } from './bench-device'
import { benchDevices } from './bench-devices'
import { benchTour } from './bench-tour'
import type { Command } from './command'

export const benchCommands: readonly Command[] = [bench, benchCard, benchServer, benchDevice, benchDevices, benchTour]
