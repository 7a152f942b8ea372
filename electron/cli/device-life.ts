import type { Account } from '../../shared/job'
import type { LifeEvent } from '../../shared/life'
import { en } from '../../shared/text/en'
import { type Command, exit, usage, withStation } from './command'

const words = en.repair

export const deviceLife: Command = {
  name: 'device life',
  does: 'the whole life of a device by any of its identities: jobs with before and after, registrations, intake',
  usage: 'IDENTITY  (imei:…, an ICCID, a job, a phone number)',
  options: {},
  positionals: true,
  run: (args, io) =>
    withStation(args, io, async (ask) => {
      const identity = args.positionals.join(' ')
      if (identity === '') throw usage('name a device, a card, a job or a phone number', 'identity')
      const life = await ask.device.life({ identity })
      io.out(life)
      for (const device of life.devices) io.answer(words.lifeOf(device))
      if (life.devices.length === 0) for (const iccid of life.cards) io.answer(words.lifeOfCard(iccid))
      for (const line of life.events.flatMap(linesOf)) io.answer(line)
      if (life.told === 'station') io.say(words.unheard)
      if (life.events.length > 0) return exit.pass
      io.say(words.noLife)
      return exit.fail
    }),
}

function linesOf(event: LifeEvent): readonly string[] {
  const at = words.at(event.at)
  switch (event.is) {
    case 'job': {
      const { kind, outcome, device, iccid, reader, template, before, accounts, replaces, job } = event
      const of = [device && en.identity.device(device), iccid && en.identity.iccid(iccid), template?.name, reader]
      return [
        `${at}  ${words.event.job[kind]}, ${en.outcome[outcome]}: ${of.filter(Boolean).join(', ')}`,
        ...(before ? [`  ${words.event.before}: ${serversOf(before)}`] : []),
        ...(accounts.length > 0 ? [`  ${words.event.after}: ${serversOf(accounts)}`] : []),
        ...(replaces && replaces !== device ? [`  ${words.event.gaveBack(replaces)}`] : []),
        `  ${en.commandLine.job(job)}`,
      ]
    }
    case 'registration':
      return [`${at}  ${words.event.registration[event.state]}${event.cause ? `, ${event.cause}` : ''}`]
    case 'intake':
      return [`${at}  ${words.event.intake}: ${en.intake.source[event.source]}${event.phone ? `, ${event.phone}` : ''}`]
  }
}

const serversOf = (accounts: readonly Account[]): string =>
  accounts.length === 0 ? words.event.nobody : accounts.map(({ serverId, url }) => `${serverId} (${url})`).join(', ')
