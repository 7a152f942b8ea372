/*
 * Preloaded into the bench's own pcscd. The virtual reader driver (vsmartcard vpcd 3.3) sends the length and the body of
 * each command apart, so that Nagle's algorithm and the delayed acknowledgement cost 44 ms a command; it listens on all
 * interfaces; and pcscd looks for cards only every 400 ms. Each is mended here at the one call it comes from.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

enum { STATUS_POLL_NS = 400 * 1000 * 1000 };

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
