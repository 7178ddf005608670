/* A layer between a process and its files: from the Nth write or fsync of a folder on, the disk is full or broken.
 *
 * Loaded with LD_PRELOAD. fault_arm(folder, nth, errno, lasting) begins to count; fault_disarm() ends it and returns how many
 * operations there were. With the error 0 the process is killed instead. A write that meets a full disk writes its first half, as a real one does.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char folder[4096];
static long nth = 0, count = 0;
static int number = 0, lasting = 0, armed = 0;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void fault_arm(const char *where, long at, int error, int stays)
{
    pthread_mutex_lock(&lock);
    snprintf(folder, sizeof folder, "%s", where);
    nth = at, number = error, lasting = stays, count = 0, armed = 1;
    pthread_mutex_unlock(&lock);
}

long fault_disarm(void)
{
    pthread_mutex_lock(&lock);
    long seen = count;
    armed = 0;
    pthread_mutex_unlock(&lock);
    return seen;
}

/* Whether this operation on a file fails. */
static int fails(int file)
{
    char link[64], path[4096];
    if (!armed)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    if (strncmp(path, folder, strlen(folder)) != 0)
        return 0;
    pthread_mutex_lock(&lock);
    count++;
    int now = armed && (lasting ? count >= nth : count == nth);
    pthread_mutex_unlock(&lock);
    if (now && number == 0) /* No error: the process ends here, as if somebody had killed it. */
        kill(getpid(), SIGKILL);
    return now;
}

#define REAL(name, type, ...) \
    static type (*real)(__VA_ARGS__) = 0; \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

ssize_t write(int file, const void *data, size_t size)
{
    REAL(write, ssize_t, int, const void *, size_t);
    if (fails(file)) {
        if (number == ENOSPC && size > 1 && real(file, data, size / 2) < 0)
            return -1;
        errno = number;
        return -1;
    }
    return real(file, data, size);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t at)
{
    REAL(pwrite, ssize_t, int, const void *, size_t, off_t);
    if (fails(file)) {
        if (number == ENOSPC && size > 1 && real(file, data, size / 2, at) < 0)
            return -1;
        errno = number;
        return -1;
    }
    return real(file, data, size, at);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t at)
{
    REAL(pwrite64, ssize_t, int, const void *, size_t, off64_t);
    if (fails(file)) {
        if (number == ENOSPC && size > 1 && real(file, data, size / 2, at) < 0)
            return -1;
        errno = number;
        return -1;
    }
    return real(file, data, size, at);
}

ssize_t writev(int file, const struct iovec *parts, int many)
{
    REAL(writev, ssize_t, int, const struct iovec *, int);
    if (fails(file)) {
        errno = number;
        return -1;
    }
    return real(file, parts, many);
}

int fsync(int file)
{
    REAL(fsync, int, int);
    if (fails(file)) {
        errno = number;
        return -1;
    }
    return real(file);
}

int fdatasync(int file)
{
    REAL(fdatasync, int, int);
    if (fails(file)) {
        errno = number;
        return -1;
    }
    return real(file);
}

int ftruncate(int file, off_t size)
{
    REAL(ftruncate, int, int, off_t);
    if (fails(file)) {
        errno = number;
        return -1;
    }
    return real(file, size);
}
