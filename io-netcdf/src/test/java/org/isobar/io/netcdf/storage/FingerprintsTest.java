package org.isobar.io.netcdf.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class FingerprintsTest {
  private static final long HASH_OF_1000 = 5139098643742420514L;

  /** Plans carry the hash between nodes: it is the same in every process. */
  @Test
  void theHashIsStable() {
    byte[] bytes = new byte[1000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7);
    }
    assertEquals(HASH_OF_1000, Fingerprints.hash(bytes));
    assertNotEquals(Fingerprints.hash(new byte[3]), Fingerprints.hash(new byte[4]));
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (bytes[i] ^ 1);
      assertNotEquals(HASH_OF_1000, Fingerprints.hash(bytes), "byte " + i);
      bytes[i] = (byte) (bytes[i] ^ 1);
    }
  }
}
