package org.isobar.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderTest {
  private final List<Message> handled = new ArrayList<>();
  private final InOrder order = new InOrder(handled::add);

  private static Message stage(int number) {
    return new Message.EndStage(1, number);
  }

  @Test
  void whatIsSaidToOneWaitsForWhatIsToldToAll() {
    order.said(stage(1));
    order.said(new Message.After(1));
    order.said(stage(2));
    order.said(new Message.After(2));
    order.said(stage(3));
    assertEquals(List.of(stage(1)), handled);
    order.told(stage(10));
    order.told(new Message.Told(1));
    assertEquals(List.of(stage(1), stage(10), stage(2)), handled);
    order.told(stage(11));
    order.told(new Message.Told(2));
    order.said(stage(4));
    assertEquals(List.of(stage(1), stage(10), stage(2), stage(11), stage(3), stage(4)), handled);
  }

  @Test
  void whatWasToldBeforeIsNotWaitedFor() {
    order.told(new Message.Told(3));
    order.said(new Message.After(2));
    order.said(stage(1));
    assertEquals(List.of(stage(1)), handled);
  }
}
