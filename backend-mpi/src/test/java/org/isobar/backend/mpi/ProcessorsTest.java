package org.isobar.backend.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessorsTest {
  @Test
  void ranksShareTheMachine() {
    assertEquals(4, new Processors(16, 16, 4).threads());
    assertEquals(1, new Processors(2, 2, 4).threads());
    assertEquals(Optional.empty(), new Processors(16, 16, 4).complaint());
  }

  @Test
  void aRankUsesNoMoreThanItMay() {
    assertEquals(2, new Processors(2, 16, 4).threads());
    assertEquals(8, new Processors(8, 8, 1).threads());
  }

  @Test
  void bindingToLessThanTheShareIsComplainedOf() {
    String complaint = new Processors(1, 16, 2).complaint().orElseThrow();
    assertTrue(complaint.contains("1 of the machine's 16 processors"), complaint);
    assertTrue(complaint.contains("--bind-to none to use 8"), complaint);
  }

  @Test
  void listsOfProcessorsAreCounted() {
    assertEquals(16, Processors.count("0-15"));
    assertEquals(6, Processors.count("0-3,8,10"));
    assertEquals(0, Processors.count("all"));
  }

  @Test
  void launchersTellTheRanksOnTheMachine() {
    assertEquals(4, Processors.neighbours(Map.of("OMPI_COMM_WORLD_LOCAL_SIZE", "4")));
    assertEquals(3, Processors.neighbours(Map.of("MPI_LOCALNRANKS", "3")));
    assertEquals(1, Processors.neighbours(Map.of("MPI_LOCALNRANKS", "many")));
  }
}
