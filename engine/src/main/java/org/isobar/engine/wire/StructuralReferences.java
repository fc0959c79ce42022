package org.isobar.engine.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.ReferenceResolver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes each distinct value of some types once: a second one that is equal becomes a number, be it
 * the same object or not.
 */
final class StructuralReferences implements ReferenceResolver {
  private final Set<Class<?>> shared;
  private final Map<Object, Integer> written = new HashMap<>();
  private final List<@Nullable Object> read = new ArrayList<>();

  StructuralReferences(Set<Class<?>> shared) {
    this.shared = shared;
  }

  @Override
  public void setKryo(Kryo kryo) {}

  @Override
  public int getWrittenId(Object object) {
    return written.getOrDefault(object, -1);
  }

  @Override
  public int addWrittenObject(Object object) {
    int id = written.size();
    written.put(object, id);
    return id;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public int nextReadId(Class type) {
    read.add(null);
    return read.size() - 1;
  }

  @Override
  public void setReadObject(int id, Object object) {
    read.set(id, object);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Object getReadObject(Class type, int id) {
    Object found = id >= 0 && id < read.size() ? read.get(id) : null;
    if (found == null) {
      throw new KryoException("a reference to value " + id + ", which is not there");
    }
    return found;
  }

  @Override
  public void reset() {
    written.clear();
    read.clear();
  }

  @Override
  @SuppressWarnings("rawtypes")
  public boolean useReferences(Class type) {
    return shared.contains(type);
  }
}
