/* Tells ThreadSanitizer of the locks that it does not see: Swift's Mutex, when several threads want it, is taken and given back
   within a library that is not instrumented. Preloaded by scripts/sanitize; stands before the library's own functions. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

/* Programs without ThreadSanitizer, such as swift itself, have neither. */
void __tsan_acquire(void *address) __attribute__((weak));
void __tsan_release(void *address) __attribute__((weak));

typedef __attribute__((swiftcall)) void lock_slow(uint32_t thread, __attribute__((swift_context)) void *handle);
typedef __attribute__((swiftcall)) void unlock_slow(__attribute__((swift_context)) void *handle);

static lock_slow *next_lock;
static unlock_slow *next_unlock;

__attribute__((constructor)) static void find(void) {
  next_lock = (lock_slow *)dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
  next_unlock = (unlock_slow *)dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV11_unlockSlowyyF");
}

__attribute__((swiftcall)) void lock(uint32_t thread, __attribute__((swift_context)) void *handle) __asm__(
    "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
__attribute__((swiftcall)) void lock(uint32_t thread, __attribute__((swift_context)) void *handle) {
  next_lock(thread, handle);
  if (__tsan_acquire) __tsan_acquire(handle);
}

__attribute__((swiftcall)) void unlock(__attribute__((swift_context)) void *handle) __asm__(
    "$s15Synchronization12_MutexHandleV11_unlockSlowyyF");
__attribute__((swiftcall)) void unlock(__attribute__((swift_context)) void *handle) {
  if (__tsan_release) __tsan_release(handle);
  next_unlock(handle);
}
