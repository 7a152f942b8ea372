/*
 * Preloaded into the bench's own pcscd. The virtual reader driver (vsmartcard vpcd 3.3) sends the length and the body of
 * each command apart, so that Nagle's algorithm and the delayed acknowledgement cost 44 ms a command; it listens on all
 * interfaces; pcscd looks for cards only every 400 ms; and its virtual readers cannot be unplugged. Each is mended here
 * at the one call it comes from.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

enum { STATUS_POLL_NS = 400 * 1000 * 1000 };

/* pcsc-lite, eventhandler.h: the table of readers that clients get, each entry with its name first */
enum { ENTRIES = 16, ENTRY_BYTES = 184, NAME_BYTES = 128 };
static const char ours[] = "Bootstation ";

int accept(int listener, struct sockaddr *peer, socklen_t *length) {
  int connection = NEXT(accept)(listener, peer, length);
  int on = 1;
  if (connection >= 0) setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return connection;
}

int bind(int socket, const struct sockaddr *address, socklen_t length) {
  struct sockaddr_in here;
  if (address->sa_family != AF_INET || length < sizeof here) return NEXT(bind)(socket, address, length);
  here = *(const struct sockaddr_in *)address;
  if (here.sin_addr.s_addr == htonl(INADDR_ANY)) here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return NEXT(bind)(socket, (const struct sockaddr *)&here, sizeof here);
}

int nanosleep(const struct timespec *asked, struct timespec *left) {
  const char *wanted = getenv("BENCH_POLL_MS");
  struct timespec shorter = *asked;
  long ms = wanted ? atol(wanted) : 0;
  if (ms > 0 && ms < 1000 && asked->tv_sec == 0 && asked->tv_nsec == STATUS_POLL_NS) shorter.tv_nsec = ms * 1000 * 1000;
  return NEXT(nanosleep)(&shorter, left);
}

/* A reader with a file of its name in BENCH_UNPLUGGED is none: clients pass over entries without a first letter. */
ssize_t send(int socket, const void *bytes, size_t length, int flags) {
  const char *unplugged = getenv("BENCH_UNPLUGGED");
  char table[ENTRIES * ENTRY_BYTES], path[4096];
  if (!unplugged || length != sizeof table) return NEXT(send)(socket, bytes, length, flags);
  memcpy(table, bytes, sizeof table);
  for (char *entry = table; entry < table + sizeof table; entry += ENTRY_BYTES) {
    if (strncmp(entry, ours, sizeof ours - 1) != 0) continue;
    snprintf(path, sizeof path, "%s/%.*s", unplugged, NAME_BYTES, entry);
    if (access(path, F_OK) == 0) entry[0] = 0;
  }
  return NEXT(send)(socket, table, length, flags);
}
