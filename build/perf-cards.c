// The least that writes a file of a card and reads it back, on libpcsclite: one SELECT, UPDATEs, a cold reset, one SELECT,
// READs: `perf-cards READER KEY-HEX BYTES`. How long that takes is in the card's log.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <winscard.h>

static SCARDCONTEXT context;
static SCARDHANDLE card;

static void check(LONG result, const char *what) {
  if (result == SCARD_S_SUCCESS) return;
  fprintf(stderr, "%s: %s\n", what, pcsc_stringify_error(result));
  exit(1);
}

static DWORD transmit(const BYTE *command, DWORD length, BYTE *response) {
  DWORD size = 258;
  check(SCardTransmit(card, SCARD_PCI_T1, command, length, NULL, response, &size), "SCardTransmit");
  if (size < 2 || response[size - 2] != 0x90) {
    fprintf(stderr, "%02X%02X answered %02X%02X\n", command[0], command[1], response[size - 2], response[size - 1]);
    exit(1);
  }
  return size - 2;
}

static void connect_to(const char *reader) {
  DWORD protocol;
  check(SCardConnect(context, reader, SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card, &protocol),
        "SCardConnect");
}

static void select_application(BYTE *response) {
  static const BYTE select[] = {0x00, 0xA4, 0x04, 0x0C, 0x0C, 0xA0, 0x00, 0x00, 0x00,
                                0x63, 0x50, 0x4B, 0x43, 0x53, 0x2D, 0x31, 0x35};
  transmit(select, sizeof select, response);
}

static const BYTE select_file[] = {0x00, 0xA4, 0x00, 0x0C, 0x02, 0x64, 0x21};

static void update(int bytes, const char *key, BYTE *response) {
  BYTE command[260] = {0x00, 0x20, 0x00, 0x0A, 0x08};
  for (int at = 0; at < 8; at++) sscanf(key + 2 * at, "%2hhx", &command[5 + at]);
  transmit(command, 13, response);
  transmit(select_file, sizeof select_file, response);
  for (int at = 0; at < bytes; at += 255) {
    int length = bytes - at < 255 ? bytes - at : 255;
    BYTE head[] = {0x00, 0xD6, at >> 8, at & 0xFF, length};
    memcpy(command, head, 5);
    memset(command + 5, 0x41, length);
    transmit(command, 5 + length, response);
  }
}

static void read_back(int bytes, BYTE *response) {
  transmit(select_file, sizeof select_file, response);
  for (int at = 0; at < bytes; at += 256) {
    BYTE command[] = {0x00, 0xB0, at >> 8, at & 0xFF, bytes - at < 256 ? bytes - at : 0};
    transmit(command, sizeof command, response);
  }
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int bytes = atoi(argv[3]);
  BYTE response[258];
  check(SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &context), "SCardEstablishContext");
  connect_to(argv[1]);
  select_application(response);
  update(bytes, argv[2], response);
  SCardDisconnect(card, SCARD_UNPOWER_CARD);
  connect_to(argv[1]);
  select_application(response);
  read_back(bytes, response);
  SCardDisconnect(card, SCARD_UNPOWER_CARD);
  SCardReleaseContext(context);
  return 0;
}
