package org.isobar.engine.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import java.util.HashMap;
import java.util.Map;

/** Writes and reads the types of a catalogue; used by one thread at a time. */
final class Coder extends Kryo {
  private static final int DEEPEST = 1500;

  private final Catalogue catalogue;
  private Map<Hash, Blob> written = new HashMap<>();
  private Attachments read = Attachments.NONE;

  Coder(Catalogue catalogue) {
    // Before super: it asks for registrations already.
    this.catalogue = catalogue;
    super(new DefaultClassResolver(), new StructuralReferences(PlanTypes.SHARED));
    setRegistrationRequired(true);
    setReferences(true);
    setMaxDepth(DEEPEST);
    // A message is many objects: what was written is forgotten by reset() alone.
    setAutoReset(false);
    catalogue.registerIn(this);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Registration getRegistration(Class type) {
    Class<?> given = type;
    return super.getRegistration(catalogue.standing(given).orElse(given));
  }

  /** Says where the attachments of what is written from now on go. */
  void attachTo(Map<Hash, Blob> attachments) {
    written = attachments;
  }

  /** Says where the attachments of what is read from now on are. */
  void attachedIn(Attachments attachments) {
    read = attachments;
  }

  void attach(Hash hash, Blob blob) {
    written.put(hash, blob);
  }

  Blob attached(Hash hash) {
    return read.get(hash);
  }

  @Override
  public void reset() {
    super.reset();
    written = new HashMap<>();
    read = Attachments.NONE;
  }
}
