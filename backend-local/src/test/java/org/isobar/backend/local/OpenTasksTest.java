package org.isobar.backend.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.isobar.engine.runtime.TaskRange;
import org.junit.jupiter.api.Test;

class OpenTasksTest {
  private static List<Long> open(long tasks, TaskRange... done) {
    OpenTasks open = new OpenTasks(tasks, List.of(done));
    return LongStream.range(0, open.count()).map(open::task).boxed().toList();
  }

  @Test
  void withoutAnEarlierRunAllTasksAreOpen() {
    assertEquals(List.of(0L, 1L, 2L), open(3));
  }

  @Test
  void whatWasDoneIsLeftOut() {
    TaskRange first = new TaskRange(0, 2);
    assertEquals(List.of(2L, 3L, 5L, 8L), open(9, first, new TaskRange(4, 5), new TaskRange(6, 8)));
    assertEquals(List.of(2L), open(4, first, new TaskRange(3, 4)));
  }

  @Test
  void nothingIsOpenWhenAllWasDone() {
    assertEquals(List.of(), open(3, new TaskRange(0, 3)));
    assertEquals(List.of(), open(0));
  }
}
