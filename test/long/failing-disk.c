// Loaded into a process by LD_PRELOAD: makes the n-th write, sync, rename, truncation or opening for writing below KEYDESK_FAULT_FOLDER fail, and
// all after it while the fault lasts. The file KEYDESK_FAULT_PLAN says which: "<first> <last> <errno>"; without it nothing fails. Each counted call
// is numbered from the moment the plan was last changed; the count so far is in KEYDESK_FAULT_COUNT, eight bytes, mapped.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct plan {
  _Atomic long count;
  _Atomic long first;
  _Atomic long last;
  _Atomic long code;
  _Atomic long failed;
};
static struct plan *plan;
static const char *folder;

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("KEYDESK_FAULT_PLAN");
  folder = getenv("KEYDESK_FAULT_FOLDER");
  if (file == NULL || folder == NULL) return;
  int (*real_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
  int handle = real_open(file, O_RDWR);
  if (handle < 0) return;
  void *mapped = mmap(NULL, sizeof(struct plan), PROT_READ | PROT_WRITE, MAP_SHARED, handle, 0);
  if (mapped != MAP_FAILED) plan = mapped;
}

static int is_inside(const char *path) {
  return plan != NULL && path != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_ours(int handle) {
  if (plan == NULL) return 0;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  // The shared memory of SQLite's WAL is no durable file.
  if (length > 4 && strcmp(path + length - 4, "-shm") == 0) return 0;
  return is_inside(path);
}

static int fails(void) {
  long number = atomic_fetch_add(&plan->count, 1) + 1;
  long first = atomic_load(&plan->first);
  if (first == 0 || number < first || number > atomic_load(&plan->last)) return 0;
  atomic_fetch_add(&plan->failed, 1);
  errno = (int)atomic_load(&plan->code);
  return 1;
}

#define REAL(name) static __typeof__(&name) real; if (real == NULL) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int handle, const void *bytes, size_t length) {
  REAL(write);
  if (is_ours(handle) && fails()) return -1;
  return real(handle, bytes, length);
}
ssize_t pwrite(int handle, const void *bytes, size_t length, off_t at) {
  REAL(pwrite);
  if (is_ours(handle) && fails()) return -1;
  return real(handle, bytes, length, at);
}
ssize_t pwrite64(int handle, const void *bytes, size_t length, off64_t at) {
  REAL(pwrite64);
  if (is_ours(handle) && fails()) return -1;
  return real(handle, bytes, length, at);
}
ssize_t writev(int handle, const struct iovec *parts, int count) {
  REAL(writev);
  if (is_ours(handle) && fails()) return -1;
  return real(handle, parts, count);
}
ssize_t pwritev(int handle, const struct iovec *parts, int count, off_t at) {
  REAL(pwritev);
  if (is_ours(handle) && fails()) return -1;
  return real(handle, parts, count, at);
}
int fsync(int handle) {
  REAL(fsync);
  if (is_ours(handle) && fails()) return -1;
  return real(handle);
}
int fdatasync(int handle) {
  REAL(fdatasync);
  if (is_ours(handle) && fails()) return -1;
  return real(handle);
}
int ftruncate(int handle, off_t length) {
  REAL(ftruncate);
  if (is_ours(handle) && fails()) return -1;
  return real(handle, length);
}
int ftruncate64(int handle, off64_t length) {
  REAL(ftruncate64);
  if (is_ours(handle) && fails()) return -1;
  return real(handle, length);
}
int rename(const char *from, const char *to) {
  REAL(rename);
  if (is_inside(from) && fails()) return -1;
  return real(from, to);
}
int open(const char *path, int flags, ...) {
  REAL(open);
  va_list more;
  va_start(more, flags);
  mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, mode_t) : 0;
  va_end(more);
  if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) && is_inside(path) && strstr(path, "-shm") == NULL && fails()) return -1;
  return real(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  REAL(open64);
  va_list more;
  va_start(more, flags);
  mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(more, mode_t) : 0;
  va_end(more);
  if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) && is_inside(path) && strstr(path, "-shm") == NULL && fails()) return -1;
  return real(path, flags, mode);
}
