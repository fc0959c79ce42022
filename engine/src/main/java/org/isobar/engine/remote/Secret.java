package org.isobar.engine.remote;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What members and drivers share, so that each can prove to the other that it belongs there. The
 * secret itself never travels: only HMACs of random numbers do.
 */
public final class Secret {
  /** For processes that only their own launcher can reach, such as MPI's ranks. */
  public static final Secret NONE = new Secret(Optional.empty());

  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST = 8;
  static final int PROOF_BYTES = 32;

  private final Optional<SecretKeySpec> key;

  private Secret(Optional<SecretKeySpec> key) {
    this.key = key;
  }

  /** A secret of at least 8 characters. */
  public static Secret of(String text) {
    byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
    if (bytes.length < LEAST) {
      throw new IllegalArgumentException(
          "a shared secret of " + bytes.length + " bytes; choose at least " + LEAST);
    }
    return ofBytes(bytes);
  }

  private static Secret ofBytes(byte[] bytes) {
    return new Secret(Optional.of(new SecretKeySpec(bytes, ALGORITHM)));
  }

  boolean isPresent() {
    return key.isPresent();
  }

  /** The HMAC of some parts; zeros without a secret. */
  byte[] prove(byte[]... parts) {
    if (key.isEmpty()) {
      return new byte[PROOF_BYTES];
    }
    Mac mac = mac();
    for (byte[] part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }

  /** A secret of two processes for one conversation. */
  Secret derive(byte[]... parts) {
    return key.isEmpty() ? this : ofBytes(prove(parts));
  }

  /** Compares proofs in a time that tells nothing. */
  static boolean same(byte[] a, byte[] b) {
    return MessageDigest.isEqual(a, b);
  }

  /** A new computation of HMACs, for one thread. */
  Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key.orElseThrow());
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
