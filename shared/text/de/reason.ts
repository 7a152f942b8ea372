import { isReading } from '../en/reading'
import { faultIn } from '../fault'
import { type ReasonWords, reasonOf } from '../reason'
import { faults } from './composer'
import { reading } from './reading'

const words: ReasonWords = {
  'nothing listens at the address': 'unter der Adresse antwortet niemand',
  'the connection was cut': 'die Verbindung ist abgerissen',
  'the server does not answer': 'der Server schweigt',
  'no way to the server': 'es führt kein Weg zum Server',
  'the network is down': 'das Netz ist ausgefallen',
  'the name of the server is not known': 'der Name des Servers ist unbekannt',
  'names cannot be looked up': 'Namen lassen sich nicht auflösen',
  'no answer': 'keine Antwort',
  'no answer within {} s': 'keine Antwort in {} s',
  'nothing was answered': 'es kam keine Antwort',
  'one of a batch was not answered': 'zu einem Gerät der Lieferung kam keine Antwort',
  'the batch was not done in time': 'die Lieferung wurde nicht rechtzeitig fertig',
  'the exchange failed ({})': 'der Austausch ist misslungen ({})',
  'a gateway answers {}': 'ein Gateway antwortet mit {}',
  'the answer was not understood': 'die Antwort ist nicht verständlich',
  'not an https address': 'das ist keine https-Adresse',
  'the server’s certificate is not from our certificate authority':
    'das Zertifikat des Servers ist nicht von unserer Zertifizierungsstelle',
  'the server’s certificate is not one for a server': 'das Zertifikat des Servers gilt nicht für Server',
  'the server’s certificate has expired, or this clock is wrong':
    'das Zertifikat des Servers ist abgelaufen, oder diese Uhr geht falsch',
  'the server’s certificate is not valid yet, or this clock is wrong':
    'das Zertifikat des Servers gilt noch nicht, oder diese Uhr geht falsch',
  'the server’s certificate is for another name': 'das Zertifikat des Servers gilt für einen anderen Namen',
  'the server’s certificate does not hold ({})': 'das Zertifikat des Servers ist nicht gültig ({})',
  'what answers does not speak TLS': 'was dort antwortet, spricht kein TLS',
  'the server speaks no TLS from 1.2 on': 'der Server spricht kein TLS ab 1.2',
  'the server does not have our key': 'der Server hat unseren Schlüssel nicht',
  'the server asks for a certificate': 'der Server verlangt ein Zertifikat',
  'the server does not know who issued our certificate': 'der Server kennt den Aussteller unseres Zertifikats nicht',
  'our certificate has expired, or the server’s clock is wrong':
    'unser Zertifikat ist abgelaufen, oder die Uhr des Servers geht falsch',
  'our certificate has been revoked': 'unser Zertifikat wurde gesperrt',
  'the server does not take our certificate': 'der Server nimmt unser Zertifikat nicht an',
  'no secure connection ({})': 'keine sichere Verbindung ({})',
  'no PC/SC service answers': 'es antwortet kein PC/SC-Dienst',
  'the PC/SC service stopped': 'der PC/SC-Dienst wurde beendet',
  'the PC/SC service does not answer': 'der PC/SC-Dienst antwortet nicht',
  'the reader process ended': 'der Leserprozess wurde beendet',
  'the reader process does not go on': 'der Leserprozess läuft nicht weiter',
  'the training bench does not answer': 'die Übungsstation antwortet nicht',
  'there is no reader {}, only 1 to {}': 'einen Leser {} gibt es nicht, nur 1 bis {}',
  'access to the file is not permitted': 'der Zugriff auf die Datei ist nicht erlaubt',
  'the file cannot be written': 'die Datei lässt sich nicht schreiben',
  'the file cannot be opened': 'die Datei lässt sich nicht öffnen',
  'the file is damaged': 'die Datei ist beschädigt',
  'the file is not a database': 'die Datei ist keine Datenbank',
  'the disk could not be read or written': 'die Platte ließ sich nicht lesen oder schreiben',
  'the disk is full': 'die Platte ist voll',
  'the disk is read-only': 'die Platte ist schreibgeschützt',
  'the disk quota is used up': 'das Speicherkontingent ist aufgebraucht',
  'another program holds the file': 'ein anderes Programm hält die Datei',
  'there is no such file': 'diese Datei gibt es nicht',
  'a part of the path is not a directory': 'ein Teil des Pfads ist kein Ordner',
  'this is a directory, not a file': 'das ist ein Ordner, keine Datei',
  'a file is in the place of the directory': 'statt des Ordners liegt dort eine Datei',
  'it is not there': 'es ist nicht da',
  'it is not a file': 'das ist keine Datei',
  'it is too long': 'die Datei ist zu lang',
  'it is not what this program writes there': 'der Inhalt stammt nicht von diesem Programm',
  'cannot be read': 'nicht lesbar',
  'cannot be read ({})': 'nicht lesbar ({})',
  'cannot be written ({})': 'nicht beschreibbar ({})',
  'cannot be used ({})': 'nicht benutzbar ({})',
  'there is no passphrase in it': 'darin steht keine Passphrase',
  'it is sealed by the keychain, which only the window of this station opens':
    'der Schlüsselbund hat sie versiegelt, und nur das Fenster dieser Station öffnet ihn',
  'the keychain ({}) does not open it': 'der Schlüsselbund ({}) öffnet sie nicht',
  'not a private key of this passphrase': 'kein privater Schlüssel mit dieser Passphrase',
  'not a private key without a passphrase': 'kein privater Schlüssel ohne Passphrase',
  'not the key of the certificate': 'nicht der Schlüssel des Zertifikats',
  'it names both admFile and cardKeys': 'sie nennt admFile und auch cardKeys',
  'a batch key is 16 bytes or more as hex': 'ein Schlüssel für Aufträge hat mindestens 16 Byte, als Hex',
  'it does not open what its batch was given': 'er öffnet nicht, was seinem Auftrag gegeben wurde',
  'it is not a trace that this program writes': 'das ist keine Aufzeichnung dieses Programms',
  '{} is no PKCS#11 library that can be loaded': '{} ist keine PKCS#11-Bibliothek, die sich laden lässt',
  'there is no token called {}': 'es gibt keinen Token namens {}',
  'there are two tokens called {}': 'es gibt zwei Tokens namens {}',
  'it has no secret key called {}': 'er hat keinen geheimen Schlüssel namens {}',
  'it answered {}': 'er hat {} geantwortet',
  'its receipt is for another request': 'seine Quittung ist für eine andere Anfrage',
  'cannot be made ({})': 'nicht anzulegen ({})',
  'this station has no DM Server; name it in station.json':
    'diese Station hat keinen DM-Server; er ist in station.json zu nennen',
  'this station has no card key; name its file in station.json, admFile':
    'diese Station hat keinen Kartenschlüssel; seine Datei ist in station.json zu nennen, admFile',
  'this station has no certificate': 'diese Station hat kein Zertifikat',
  'this computer has no keychain that this program can use':
    'dieser Rechner hat keinen Schlüsselbund, den das Programm benutzen kann',
  'the key needs a passphrase: only a training bench has its key in clear':
    'der Schlüssel braucht eine Passphrase: nur an der Übungsstation liegt er offen',
  'this station’s company has no registration of the device':
    'die Firma dieser Station hat das Gerät nicht registriert',
  'name the template in station.json': 'die Vorlage ist in station.json zu nennen',
  'it is for cards of {}; the card keys of this station are {}':
    'gemeint sind Karten von {}; die Kartenschlüssel dieser Station sind {}',
  'it is not pairs of hex digits': 'das sind keine Paare von Hex-Ziffern',
  'it is not hex, and not all of it is ASCII': 'das ist weder Hex noch reines ASCII',
  'it was taken out or does not work': 'er wurde abgezogen oder ist defekt',
  'it does not answer': 'er antwortet nicht',
  'it is not open': 'er ist nicht offen',
  'nothing was refused to {}': '{} wurde nichts verweigert',
  'the window takes it from a file, or from a supervisor':
    'das Fenster nimmt sie aus einer Datei oder von der Aufsicht',
  'the environment has no {}': 'in der Umgebung gibt es kein {}',
  'the PIN of a card has 4 to 8 digits': 'die PIN einer Karte hat 4 bis 8 Ziffern',
  'the secret is wrong, or it was used before': 'das Geheimnis ist falsch oder wurde schon benutzt',
  'a person has to agree first; ask again later': 'erst muss jemand zustimmen; später noch einmal fragen',
  'no certificate was given ({})': 'kein Zertifikat wurde ausgestellt ({})',
  'the answer holds no certificates': 'die Antwort enthält keine Zertifikate',
  'the certificate is for another key': 'das Zertifikat gehört zu einem anderen Schlüssel',
  'not a certificate': 'kein Zertifikat',
  'it holds one line, name:secret, with a secret of 8 characters or more':
    'es ist eine Zeile, Name:Geheimnis, mit einem Geheimnis von mindestens 8 Zeichen',
  'this certificate was not given out by enrolment, so whoever gave it has to renew it':
    'dieses Zertifikat wurde nicht durch Anmeldung (EST) ausgestellt; wer es ausgestellt hat, muss es erneuern',
  'the next certificate does not last longer than this one': 'das nächste Zertifikat gilt nicht länger als dieses',
  'there is no template "{}"': 'es gibt keine Vorlage „{}“',
  'the message is not the one that was reviewed': 'die Nachricht ist nicht die geprüfte',
  'the message is no longer the one shown': 'die Nachricht ist nicht mehr die gezeigte',
  'a message needs a server': 'eine Nachricht braucht einen Server',
  'its address is no URL': 'seine Adresse ist keine URL',
  'there is no DM account in it': 'sie enthält kein DM-Konto',
  'a device would have no account from it': 'ein Gerät bekäme daraus kein Konto',
  '{} was changed after the order': '{} wurde seit Beginn des Vorgangs geändert',
  '{} was changed since the batch was made': '{} wurde geändert, seit der Auftrag angelegt ist',
  '{} was changed after batch {} was made': '{} wurde nach dem Anlegen des Auftrags {} geändert',
  '{} is another template by now': '{} ist inzwischen eine andere Vorlage',
  '{} asks for {}, a secret; only a list can have one for each device':
    '{} verlangt {}, ein Geheimnis; nur eine Liste kann je Gerät eines haben',
  '{} has no such variable': '{} hat diese Variable nicht',
  '{} makes {}, not {}': '{} bildet {}, nicht {}',
  'the card holds {}, this is {}': 'auf der Karte ist {}, das hier ist {}',
  'is missing; it takes {}': 'fehlt; verlangt ist: {}',
  '{} also needs {}, which this form does not ask for: give it a default, or choose {} here and compare the other way round':
    '{} braucht auch {}, wonach dieses Formular nicht fragt: einen Standardwert geben, oder hier {} wählen und umgekehrt vergleichen',
  'must have at least {} characters': 'mindestens {} Zeichen sind nötig',
  'must not hold the secret': 'das Geheimnis darf nicht darin stehen',
  'ends too early': 'das Ende kommt zu früh',
  'needs {} bytes, has {}': '{} Byte sind nötig, {} sind da',
  '{} bytes are left over': '{} Byte bleiben übrig',
  'it is not JSON': 'das ist kein JSON',
  'there is no job {}': 'es gibt keinen Vorgang {}',
  'this job is running': 'dieser Vorgang läuft',
  'this job runs in another program, which has to stop it':
    'dieser Vorgang läuft in einem anderen Programm, das ihn anhalten muss',
  'what is of a training bench is done there, and nothing else is':
    'was zur Übungsstation gehört, wird dort getan, und nichts anderes',
  'this job has nothing left to do but to wait': 'dieser Vorgang hat nichts mehr zu tun als zu warten',
  'no message was made for this job; there is nothing to go on with':
    'für diesen Vorgang wurde keine Nachricht gebildet; es gibt nichts fortzusetzen',
  'this job has no conflict to decide': 'in diesem Vorgang ist kein Konflikt zu entscheiden',
  'its registration is not kept any more; resume the job':
    'seine Registrierung ist nicht mehr aufgehoben; den Vorgang fortsetzen',
  'it has proven nothing that a receipt could say': 'es ist nichts bewiesen, was auf einem Beleg stehen könnte',
  'choose a batch before it is armed': 'vor dem Selbststart einen Auftrag wählen',
  'no lane asks for a device': 'keine Bahn fragt nach einem Gerät',
  'lane {} has no card of this batch': 'Bahn {} hat keine Karte dieses Auftrags',
  'it is not on the list of this batch': 'es steht nicht auf der Liste dieses Auftrags',
  'another card of this batch has it': 'eine andere Karte dieses Auftrags hat es',
  'what another try of a key came to was not noted':
    'was ein anderer Versuch mit einem Schlüssel ergab, wurde nicht notiert',
  'it belongs to batch {}': 'es gehört zu Auftrag {}',
  'a device of this list was scanned meanwhile; check the list again':
    'ein Gerät dieser Liste wurde inzwischen gescannt; prüfen Sie die Liste noch einmal',
  'there is no batch {}': 'es gibt keinen Auftrag {}',
  'there is a batch {} already': 'den Auftrag {} gibt es schon',
  'batch {} is ready': 'Auftrag {} ist noch nicht begonnen',
  'batch {} is running': 'Auftrag {} läuft',
  'batch {} is paused': 'Auftrag {} ruht',
  'batch {} is stopped': 'Auftrag {} hat sich angehalten',
  'batch {} is closed': 'Auftrag {} ist geschlossen',
  'batch {} has no identities yet; import its list first':
    'Auftrag {} hat noch keine Geräte; zuerst seine Liste einlesen',
  'the identities of batch {} are scanned one by one': 'die Geräte von Auftrag {} werden einzeln gescannt',
  'all {} pieces of batch {} are accounted for': 'alle {} Stück von Auftrag {} sind abgerechnet',
  'batch {} has no piece left for it': 'Auftrag {} hat kein Stück mehr dafür',
  'its job is running; wait until it has ended': 'sein Vorgang läuft; das Ende abwarten',
  'its card was set aside as a reject': 'seine Karte wurde ausgesondert',
  'its card is another piece by now': 'seine Karte ist inzwischen ein anderes Stück',
  'its identity went to another card': 'sein Gerät ist jetzt auf einer anderen Karte',
  'a range has no {}; import a list with a column for it':
    'ein Bereich hat kein {}; eine Liste mit einer Spalte dafür einlesen',
  'an end of a range is 14 or 15 digits, or meid: or esn: and hex':
    'ein Ende des Bereichs hat 14 oder 15 Ziffern, oder meid: oder esn: und Hex',
  'both ends of a range are of one kind': 'beide Enden des Bereichs müssen von einer Art sein',
  'the last of a range is not before the first': 'das letzte Gerät darf nicht vor dem ersten liegen',
  'a range has at most ten million devices': 'ein Bereich hat höchstens zehn Millionen Geräte',
  'check digit of IMEI {} is {}, digits before it give {}':
    'die Prüfziffer der IMEI {} ist {}, die Ziffern davor ergeben {}',
  'the request is not understood': 'die Anfrage ist nicht zu verstehen',
  'it does not have the form that it must have': 'es hat nicht die Form, die es haben muss',
  'say why, in a few words': 'in ein paar Worten sagen, warum',
  'there is nothing left to decide': 'hier ist nichts mehr zu entscheiden',
  'there is no entry {}': 'es gibt keinen Eintrag {}',
  'the check digit of this {} does not fit': 'die Prüfziffer dieser {} stimmt nicht',
  'lives are kept by device, card, job and phone number, and by no other number of a label':
    'gesucht wird nach Gerät, Karte, Vorgang oder Rufnummer, nach keiner anderen Nummer eines Etiketts',
  'it is no device, card, job or phone number that this station can read':
    'das ist kein Gerät, keine Karte, kein Vorgang und keine Rufnummer, die diese Station lesen kann',
  'bootstrap file': 'die Bootstrap-Datei',
  'PKCS#15 application': 'die PKCS#15-Anwendung',
  'record for PKCS#15 in EF(DIR)': 'der Eintrag für PKCS#15 in EF(DIR)',
  'entry for DM bootstrap in EF(DODF)': 'der Eintrag für DM-Bootstrap in EF(DODF)',
  'EF(ODF)': 'EF(ODF)',
  'EF(ICCID)': 'EF(ICCID)',
  'file for {} that a device finds': 'eine Datei für {}, die ein Gerät findet',
  'single file for the message: there are two bootstrap files, {} and {}, and no way to choose':
    'eine einzige Datei für die Nachricht; es gibt zwei, {} und {}, und nichts, was entscheidet',
  'file of its own for the message: the entry leads to {}, which the card needs itself':
    'eine eigene Datei für die Nachricht; der Eintrag führt zu {}, das die Karte selbst braucht',
  'right to update its bootstrap file {} with a card key':
    'das Recht, ihre Bootstrap-Datei {} mit einem Kartenschlüssel zu ändern',
  'byte in its bootstrap file that the entry would begin with':
    'das Byte in der Bootstrap-Datei, mit dem der Eintrag begänne',
  'right to read its bootstrap file {} with its PIN': 'das Recht, die Bootstrap-Datei {} mit ihrer PIN zu lesen',
  'file {}': 'die Datei {}',
}

const known = reasonOf(words)
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** Why, in German; undefined for a technical detail. */
export function reason(told: string): string | undefined {
  if (isReading(told)) return reading(told)
  const fault = faultIn(faults, told)
  return fault === undefined ? known(told) : lower(fault)
}
