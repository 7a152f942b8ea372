// The least that sends commands to a card, on libpcsclite: `perf-cards READER` sends those of its stdin, in hex, one a
// line; an empty line is a cold reset. How long that takes, and what is answered, is in the card's log.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <winscard.h>

enum { MOST_COMMANDS = 1000, MOST_BYTES = 65544 };

typedef struct {
  DWORD length;
  BYTE bytes[MOST_BYTES];
} Command;

static SCARDCONTEXT context;
static SCARDHANDLE card;

static void check(LONG result, const char *what) {
  if (result == SCARD_S_SUCCESS) return;
  fprintf(stderr, "%s: %s\n", what, pcsc_stringify_error(result));
  exit(1);
}

static void connect_to(const char *reader) {
  DWORD protocol;
  check(SCardConnect(context, reader, SCARD_SHARE_EXCLUSIVE, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &card, &protocol),
        "SCardConnect");
}

static int read_commands(Command *commands) {
  static char line[2 * MOST_BYTES + 2];
  int count = 0;
  while (count < MOST_COMMANDS && fgets(line, sizeof line, stdin)) {
    Command *command = &commands[count++];
    command->length = strcspn(line, "\r\n") / 2;
    for (DWORD at = 0; at < command->length; at++) sscanf(line + 2 * at, "%2hhx", &command->bytes[at]);
  }
  return count;
}

int main(int argc, char **argv) {
  static Command commands[MOST_COMMANDS];
  static BYTE response[MOST_BYTES];
  if (argc != 2) return 2;
  int count = read_commands(commands);
  check(SCardEstablishContext(SCARD_SCOPE_SYSTEM, NULL, NULL, &context), "SCardEstablishContext");
  connect_to(argv[1]);
  for (Command *command = commands; command < commands + count; command++) {
    if (command->length == 0) {
      SCardDisconnect(card, SCARD_UNPOWER_CARD);
      connect_to(argv[1]);
      continue;
    }
    DWORD size = sizeof response;
    check(SCardTransmit(card, SCARD_PCI_T1, command->bytes, command->length, NULL, response, &size), "SCardTransmit");
  }
  SCardDisconnect(card, SCARD_UNPOWER_CARD);
  SCardReleaseContext(context);
  return 0;
}
