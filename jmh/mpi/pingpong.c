/* What the ping-pong through the binding is compared with. Declares the few functions itself, as the
 * libraries' binary interfaces have them, so that no headers are needed: -DOPEN_MPI for Open MPI,
 * else MPICH. Prints, for each length, the one-way time of the best round in microseconds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef OPEN_MPI
typedef void *handle;
extern char ompi_mpi_comm_world[], ompi_mpi_byte[];
#define WORLD ((handle)ompi_mpi_comm_world)
#define BYTE ((handle)ompi_mpi_byte)
#define NO_STATUS ((void *)0)
#else
typedef int handle;
#define WORLD 0x44000000
#define BYTE 0x4c00010d
#define NO_STATUS ((void *)1)
#endif

int MPI_Init_thread(int *, char ***, int, int *);
int MPI_Finalize(void);
int MPI_Comm_rank(handle, int *);
int MPI_Send(const void *, int, handle, int, int, handle);
int MPI_Recv(void *, int, handle, int, int, handle, void *);
double MPI_Wtime(void);

int main(int argc, char **argv) {
  int rank, provided, rounds = atoi(argv[1]);
  MPI_Init_thread(&argc, &argv, 1, &provided);
  MPI_Comm_rank(WORLD, &rank);
  for (int a = 2; a < argc; a += 2) {
    int length = atoi(argv[a]), turns = atoi(argv[a + 1]);
    void *buffer = aligned_alloc(64, (length + 63) / 64 * 64);
    memset(buffer, 1, length);
    double best = 1e9;
    for (int r = 0; r < rounds; r++) {
      double start = MPI_Wtime();
      for (int i = 0; i < turns; i++) {
        if (rank == 0) {
          MPI_Send(buffer, length, BYTE, 1, 1, WORLD);
          MPI_Recv(buffer, length, BYTE, 1, 1, WORLD, NO_STATUS);
        } else {
          MPI_Recv(buffer, length, BYTE, 0, 1, WORLD, NO_STATUS);
          MPI_Send(buffer, length, BYTE, 0, 1, WORLD);
        }
      }
      double time = (MPI_Wtime() - start) / turns / 2;
      if (time < best) best = time;
    }
    if (rank == 0) printf("%d %.4f\n", length, best * 1e6);
    free(buffer);
  }
  MPI_Finalize();
  return 0;
}
