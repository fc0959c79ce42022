package org.isobar.backend.mpi.binding;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import org.isobar.error.BackendException;

/**
 * What a C compiler would take from {@code mpi.h}: how a family represents handles, constants and
 * statuses. Handles travel as long.
 *
 * @param handle C type of handles: pointers with Open MPI, ints with MPICH
 * @param statusSource offset of the source in a status, in bytes
 * @param statusTag offset of the tag in a status, in bytes
 */
record Abi(
    Family family,
    ValueLayout handle,
    int anySource,
    int anyTag,
    long statusIgnore,
    long statusSource,
    long statusTag,
    long commWorld,
    long errorsReturn,
    long typeByte) {

  /** Room for a status of either family, in bytes. */
  static final long STATUS_BYTES = 32;

  /** The interface of a library, told by the symbols it has. */
  static Abi of(SymbolLookup library, String name) {
    if (library.find("ompi_mpi_comm_world").isPresent()) {
      return openMpi(library);
    }
    if (library.find("MPI_Init_thread").isPresent()) {
      return mpich();
    }
    throw new BackendException("the library " + name + " is no MPI library: no MPI_Init_thread");
  }

  private static Abi openMpi(SymbolLookup library) {
    return new Abi(
        Family.OPEN_MPI,
        ValueLayout.JAVA_LONG,
        -1,
        -1,
        0,
        0,
        4,
        address(library, "ompi_mpi_comm_world"),
        address(library, "ompi_mpi_errors_return"),
        address(library, "ompi_mpi_byte"));
  }

  /** As the MPICH ABI initiative fixed it. */
  private static Abi mpich() {
    return new Abi(
        Family.MPICH, ValueLayout.JAVA_INT, -2, -1, 1, 8, 12, 0x44000000, 0x54000001, 0x4c00010d);
  }

  private static long address(SymbolLookup library, String symbol) {
    return library
        .find(symbol)
        .map(MemorySegment::address)
        .orElseThrow(() -> new BackendException("Open MPI's library lacks the symbol " + symbol));
  }
}
