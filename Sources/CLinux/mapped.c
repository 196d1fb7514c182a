#define _GNU_SOURCE
#include "linux.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/mman.h>

/* So much is mapped at once: little beside what a run needs, and enough that mapping costs nothing. */
#define WINDOW ((size_t)4 << 20)

/* Where this thread goes on when bytes that it looks at are no longer there; NULL while it looks at none. */
static _Thread_local sigjmp_buf *broken;
static struct sigaction before;

/* The file became shorter, or its disk fails. */
static void on_bus_error(int number) {
  if (broken) siglongjmp(*broken, 1);
  /* It is about something else: what would have been done without this is done now. */
  sigaction(number, &before, NULL);
  raise(number);
}

static void watch(void) {
  struct sigaction action = {.sa_handler = on_bus_error};
  sigemptyset(&action.sa_mask);
  sigaction(SIGBUS, &action, &before);
}

static int digest_window(const void *bytes, size_t count, nexo_update update, struct evp_md_ctx_st *context) {
  sigjmp_buf back;
  int is_done = 0;
  if (sigsetjmp(back, 1) == 0) {
    broken = &back;
    is_done = update(context, bytes, count);
  }
  broken = NULL;
  return is_done;
}

int nexo_digest_file(int file, size_t size, nexo_update update, struct evp_md_ctx_st *context) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, watch);
  for (size_t offset = 0; offset < size; offset += WINDOW) {
    size_t count = size - offset < WINDOW ? size - offset : WINDOW;
    void *bytes = mmap(NULL, count, PROT_READ, MAP_SHARED | MAP_POPULATE, file, (off_t)offset);
    if (bytes == MAP_FAILED) return -1;
    int is_done = digest_window(bytes, count, update, context);
    munmap(bytes, count);
    if (!is_done) return -1;
  }
  return 0;
}
