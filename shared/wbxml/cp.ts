// OMA Client Provisioning, ProvCont 1.1, 7.1 to 7.3: two code pages of tags and of attributes.
import { type AttributePage, type AttributeStart, codePage, dialectOf } from './dialect'
import { type Attribute, type Content, type Element, tagger } from './tree'

type Starts = readonly (readonly [number, AttributeStart])[]

/** Values of one attribute in the order of their start tokens. */
const startsOf = (name: string, first: number, values: string): Starts =>
  Array.from(codePage(values, first), ([token, value]) => [token, { name, value }])

const pageOf = (...starts: readonly Starts[]) => new Map(starts.flat())

const anyValue: Starts = [
  [0x05, { name: 'name' }],
  [0x06, { name: 'value' }],
  [0x50, { name: 'type' }],
]

const page0: AttributePage = {
  starts: pageOf(
    anyValue,
    [
      [0x45, { name: 'version' }],
      [0x46, { name: 'version', value: '1.0' }],
    ],
    startsOf(
      'name',
      0x07,
      `NAME NAP-ADDRESS NAP-ADDRTYPE CALLTYPE VALIDUNTIL AUTHTYPE AUTHNAME AUTHSECRET LINGER BEARER NAPID COUNTRY NETWORK
      INTERNET PROXY-ID PROXY-PROVIDER-ID DOMAIN PROVURL PXAUTH-TYPE PXAUTH-ID PXAUTH-PW STARTPAGE BASAUTH-ID BASAUTH-PW
      PUSHENABLED PXADDR PXADDRTYPE TO-NAPID PORTNBR SERVICE LINKSPEED DNLINKSPEED LOCAL-ADDR LOCAL-ADDRTYPE
      CONTEXT-ALLOW TRUST MASTER SID SOC WSP-VERSION PHYSICAL-PROXY-ID CLIENT-ID DELIVERY-ERR-SDU DELIVERY-ORDER
      TRAFFIC-CLASS MAX-SDU-SIZE MAX-BITRATE-UPLINK MAX-BITRATE-DNLINK RESIDUAL-BER SDU-ERROR-RATIO TRAFFIC-HANDL-PRIO
      TRANSFER-DELAY GUARANTEED-BITRATE-UPLINK GUARANTEED-BITRATE-DNLINK PXADDR-FQDN PROXY-PW PPGAUTH-TYPE`,
    ),
    startsOf(
      'name',
      0x47,
      'PULLENABLED DNS-ADDR MAX-NUM-RETRY FIRST-RETRY-TIMEOUT REREG-THRESHOLD T-BIT - AUTH-ENTITY SPI',
    ),
    startsOf(
      'type',
      0x51,
      'PXLOGICAL PXPHYSICAL PORT VALIDITY NAPDEF BOOTSTRAP VENDORCONFIG CLIENTIDENTITY PXAUTHINFO NAPAUTHINFO ACCESS',
    ),
  ),
  values: new Map([
    ...codePage('IPV4 IPV6 E164 ALPHA APN SCODE TETRA-ITSI MAN', 0x85),
    ...codePage('ANALOG-MODEM V.120 V.110 X.31 BIT-TRANSPARENT DIRECT-ASYNCHRONOUS-DATA-SERVICE', 0x90),
    ...codePage('PAP CHAP HTTP-BASIC HTTP-DIGEST WTLS-SS MD5', 0x9a),
    ...codePage(
      `GSM-USSD GSM-SMS ANSI-136-GUTS IS-95-CDMA-SMS IS-95-CDMA-CSD IS-95-CDMA-PACKET ANSI-136-CSD ANSI-136-GPRS GSM-CSD
      GSM-GPRS AMPS-CDPD PDC-CSD PDC-PACKET IDEN-SMS IDEN-CSD IDEN-PACKET FLEX/REFLEX PHS-SMS PHS-CSD TETRA-SDS
      TETRA-PACKET ANSI-136-GHOST MOBITEX-MPAK CDMA2000-1X-SIMPLE-IP CDMA2000-1X-MOBILE-IP`,
      0xa2,
    ),
    ...codePage('AUTOBAUDING', 0xc5),
    ...codePage('CL-WSP CO-WSP CL-SEC-WSP CO-SEC-WSP CL-SEC-WTA CO-SEC-WTA', 0xca),
    ...codePage('OTA-HTTP-TO OTA-HTTP-TLS-TO OTA-HTTP-PO OTA-HTTP-TLS-PO', 0xd0),
    ...codePage('AAA HA', 0xe0),
  ]),
}

const page1: AttributePage = {
  starts: pageOf(
    anyValue,
    startsOf('name', 0x07, 'NAME'),
    startsOf('name', 0x14, 'INTERNET'),
    startsOf('name', 0x1c, 'STARTPAGE'),
    startsOf('name', 0x22, 'TO-NAPID PORTNBR SERVICE'),
    startsOf(
      'name',
      0x2e,
      `AACCEPT AAUTHDATA AAUTHLEVEL AAUTHNAME AAUTHSECRET AAUTHTYPE ADDR ADDRTYPE APPID APROTOCOL PROVIDER-ID TO-PROXY URI
      RULE`,
    ),
    startsOf('type', 0x53, 'PORT'),
    startsOf('type', 0x55, 'APPLICATION APPADDR APPAUTH CLIENTIDENTITY RESOURCE'),
  ),
  values: new Map([
    ...codePage('IPV6 E164 ALPHA', 0x86),
    ...codePage('APPSRV OBEX', 0x8d),
    ...codePage(', HTTP- BASIC DIGEST', 0x90),
  ]),
}

/** Wireless LAN and what else came after ProvCont 1.1, as in Kannel's gw/ota_compiler.c. */
const later: readonly AttributePage[] = [
  { starts: pageOf(startsOf('type', 0x5c, 'BEARERINFO DNS-ADDRINFO')), values: codePage('3G-GSM WLAN', 0xbb) },
  {
    starts: pageOf(
      startsOf(
        'name',
        0x3c,
        `APPREF TO-APPREF PRI-SSID PRI-U-SSID PRI-H-SSID S-SSID S-U-SSID NETMODE SECMODE EAPTYPE USERNAME PASSWORD REALM
        USE-PSEUD - - VER-SER-REALM CLIENT-AUTH SES-VAL-TIME CIP-SUIT`,
      ),
      startsOf('type', 0x5a, 'WLAN SEC-SSID EAP CERT WEPKEY'),
      startsOf(
        'name',
        0x60,
        `PEAP-V0 PEAP-V1 PEAP-V2 ISS-NAME SUB-NAME CERT-TYPE SER-NUM SUB-KEY-ID THUMBPRINT WPA-PRES-KEY-ASC
        WPA-PRES-KEY-HEX WEPKEYIND WEPAUTHMODE LENGTH INDEX DATA WLANHAND EDIT-SET VIEW-SET FORW-SET`,
      ),
    ),
    values: new Map(),
    startsIn: { parm: new Map(startsOf('name', 0x5b, 'ENCAPS')) },
  },
]

export const cpDialect = dialectOf({
  name: 'PROV 1.0',
  tags: [codePage('wap-provisioningdoc characteristic parm'), codePage('- characteristic parm')],
  attributes: [page0, page1],
  later,
})

/** 7.1: the number of `-//WAPFORUM//DTD PROV 1.0//EN`. */
export const cpPublicId = 0x0b

const element = tagger(0)

/** An element of a CP document: its tag, what its start says, what is in it. */
export const cp = (tag: string, attributes: readonly Attribute[], ...children: readonly Content[]): Element => ({
  ...element(tag, ...children),
  ...(attributes.length > 0 && { attributes }),
})
