package org.isobar.io.netcdf.hdf5;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All groups and datasets of a file, in file order. */
final class ObjectTree {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_SOFT_LINKS = 8;

  /**
   * An entry whose values lie in another file.
   *
   * @param path full name
   * @param reason such as {@code a link to 'x' in file 'y.nc'}
   */
  record Elsewhere(String path, String reason) {}

  private final H5Structure in;
  private final ObjectAttributes attributes;
  private final long root;
  private final List<DatasetNode> datasets = new ArrayList<>();
  private final List<Elsewhere> elsewhere = new ArrayList<>();
  private final Set<Long> groups = new HashSet<>();
  private final Map<Long, List<Link>> links = new HashMap<>();
  private final Map<String, RawAttribute> rootAttributes;

  private ObjectTree(H5Structure in, ObjectAttributes attributes, long root) {
    this.in = in;
    this.attributes = attributes;
    this.root = root;
    ObjectHeader header = ObjectHeader.read(in, root);
    if (!GroupLinks.isGroup(header)) {
      throw in.damaged("the root is not a group");
    }
    this.rootAttributes = attributes.of(header);
    group(header, "", 0);
  }

  static ObjectTree read(H5Structure in, ObjectAttributes attributes, long root) {
    return new ObjectTree(in, attributes, root);
  }

  /** Datasets: those of a group in its order, then those of its groups. */
  List<DatasetNode> datasets() {
    return datasets;
  }

  List<Elsewhere> elsewhere() {
    return elsewhere;
  }

  Map<String, RawAttribute> rootAttributes() {
    return rootAttributes;
  }

  static String join(String group, String name) {
    return group.isEmpty() ? name : group + "/" + name;
  }

  /** Soft links look into the same groups again and again. */
  private List<Link> links(ObjectHeader group) {
    return links.computeIfAbsent(group.address(), a -> GroupLinks.of(in, group));
  }

  private void group(ObjectHeader header, String path, int depth) {
    if (depth > MAX_DEPTH) {
      throw in.damaged("groups are nested more than " + MAX_DEPTH + " deep");
    }
    if (!groups.add(header.address())) {
      return; // a second name of a group, or a circle
    }
    List<Link> subgroups = new ArrayList<>();
    for (Link link : links(header)) {
      switch (link.target()) {
        case Link.Target.Hard h -> {
          ObjectHeader member = ObjectHeader.read(in, h.address());
          if (GroupLinks.isGroup(member)) {
            subgroups.add(link);
          } else if (DatasetNode.isDataset(member)) {
            datasets.add(DatasetNode.read(attributes, path, link.name(), member));
          }
        }
        case Link.Target.Soft s -> soft(header, s, path, link.name());
        case Link.Target.Elsewhere e ->
            elsewhere.add(new Elsewhere(join(path, link.name()), e.description()));
      }
    }
    for (Link link : subgroups) {
      if (link.target() instanceof Link.Target.Hard h) {
        group(ObjectHeader.read(in, h.address()), join(path, link.name()), depth + 1);
      }
    }
  }

  /**
   * A second name of a dataset; soft links to groups, and those that lead nowhere, are passed over.
   */
  private void soft(ObjectHeader group, Link.Target.Soft link, String path, String name) {
    resolve(group, link.path(), MAX_SOFT_LINKS)
        .filter(DatasetNode::isDataset)
        .ifPresent(h -> datasets.add(DatasetNode.read(attributes, path, name, h)));
  }

  private Optional<ObjectHeader> resolve(ObjectHeader from, String path, int linksLeft) {
    ObjectHeader at = path.startsWith("/") ? ObjectHeader.read(in, root) : from;
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (!GroupLinks.isGroup(at)) {
        return Optional.empty();
      }
      ObjectHeader group = at;
      Optional<ObjectHeader> next =
          links(group).stream()
              .filter(l -> l.name().equals(part))
              .findFirst()
              .flatMap(l -> target(group, l, linksLeft));
      if (next.isEmpty()) {
        return next;
      }
      at = next.get();
    }
    return Optional.of(at);
  }

  private Optional<ObjectHeader> target(ObjectHeader group, Link link, int linksLeft) {
    return switch (link.target()) {
      case Link.Target.Hard h -> Optional.of(ObjectHeader.read(in, h.address()));
      case Link.Target.Soft s ->
          linksLeft == 0 ? Optional.empty() : resolve(group, s.path(), linksLeft - 1);
      case Link.Target.Elsewhere e -> Optional.empty();
    };
  }
}
