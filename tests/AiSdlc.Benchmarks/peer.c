// The yardstick: one durable update of a story with as few system calls as the job can be done with. Makes the lock, reads, writes a
// temporary file with `count` raised by one, flushes it, renames it, flushes the folder, removes the lock.
//   peer        reads `update<TAB>STORY<TAB>TIMES` lines and answers each with the microseconds of every update
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static void must(int good, const char *what) {
    if (good) return;
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

static void update(const char *story, const char *folder, const char *lock, const char *temporary, char *text, size_t room) {
    must(mkdir(lock, 0777) == 0, "mkdir");

    int file = open(story, O_RDONLY | O_CLOEXEC);
    must(file >= 0, "open");
    struct stat seen;
    must(fstat(file, &seen) == 0 && (size_t)seen.st_size < room, "fstat");
    must(read(file, text, (size_t)seen.st_size) == seen.st_size, "read");
    close(file);
    text[seen.st_size] = 0;

    char *number = strstr(text, "\ncount: ");
    must(number != NULL, "count");
    number += 8;
    char *rest;
    char raised[32];
    long count = strtol(number, &rest, 10);
    int digits = snprintf(raised, sizeof raised, "%ld", count + 1);
    struct iovec pieces[] = {
        { text, (size_t)(number - text) },
        { raised, (size_t)digits },
        { rest, (size_t)(text + seen.st_size - rest) },
    };

    file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, seen.st_mode & 07777);
    must(file >= 0, "create");
    must(writev(file, pieces, 3) == (ssize_t)(pieces[0].iov_len + pieces[1].iov_len + pieces[2].iov_len), "write");
    must(fsync(file) == 0, "fsync");
    close(file);
    must(rename(temporary, story) == 0, "rename");

    int directory = open(folder, O_RDONLY | O_CLOEXEC);
    must(directory >= 0 && fsync(directory) == 0, "fsync folder");
    close(directory);
    must(rmdir(lock) == 0, "rmdir");
}

int main(void) {
    size_t room = 64u << 20;
    char *text = malloc(room);
    char line[PATH_MAX + 64], lock[PATH_MAX + 8], temporary[PATH_MAX + 8], parent[PATH_MAX];
    while (fgets(line, sizeof line, stdin)) {
        strtok(line, "\t\n");
        char *story = strtok(NULL, "\t\n");
        int times = atoi(strtok(NULL, "\t\n"));
        snprintf(lock, sizeof lock, "%s.lock", story);
        snprintf(temporary, sizeof temporary, "%s.tmp", story);
        snprintf(parent, sizeof parent, "%s", story);
        char *folder = dirname(parent);
        for (int i = 0; i < times; i++) {
            struct timespec from, to;
            clock_gettime(CLOCK_MONOTONIC, &from);
            update(story, folder, lock, temporary, text, room);
            clock_gettime(CLOCK_MONOTONIC, &to);
            printf("%.1f ", (double)(to.tv_sec - from.tv_sec) * 1e6 + (double)(to.tv_nsec - from.tv_nsec) / 1e3);
        }
        printf("\n");
        fflush(stdout);
    }
    return 0;
}
