package dev.pokebatch.process.cluster;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputFilter.Status;
import java.util.Set;

/**
 * Which objects this process reads in Java's serialization format (JEP 290): exceptions, and the
 * state of the cluster, which changes while the parts of a split cluster become one. Hazelcast
 * sends nothing else in it, and reads it from anybody who reaches its port, before it knows whether
 * that is a member. Nested collections alone could keep a thread busy for ever.
 */
public final class JavaSerialization {

  /** The parts of a {@link Throwable}, apart from other exceptions, and the state of a cluster. */
  private static final Set<String> PARTS =
      Set.of(
          "com.hazelcast.cluster.ClusterState",
          "java.lang.Enum",
          "java.lang.Object", // of the array in a list
          "java.lang.StackTraceElement",
          "java.util.ArrayList",
          "java.util.Collections$EmptyList",
          "java.util.Collections$UnmodifiableCollection",
          "java.util.Collections$UnmodifiableList",
          "java.util.Collections$UnmodifiableRandomAccessList");

  /** More than any exception has. */
  private static final int MAX_DEPTH = 64;

  private static final int MAX_OBJECTS = 20_000;
  private static final int MAX_BYTES = 1_000_000;

  private JavaSerialization() {}

  /**
   * Refuses all other classes in the whole process. Call it before anything else; later calls do
   * nothing.
   */
  public static void restrict() {
    if (ObjectInputFilter.Config.getSerialFilter() == null) {
      ObjectInputFilter.Config.setSerialFilter(JavaSerialization::check);
    }
  }

  /**
   * Makes Hazelcast refuse all classes but those of exceptions by their names; it cannot tell which
   * of its own classes are exceptions.
   */
  static void restrict(Config config) {
    var allowed = new ClassFilter().addPackages("java.lang", "java.io", "java.util.concurrent");
    PARTS.forEach(name -> allowed.addClasses(name, "[L" + name + ";"));
    allowed.addPrefixes("com.hazelcast.");
    config
        .getSerializationConfig()
        .setJavaSerializationFilterConfig(
            new JavaSerializationFilterConfig().setDefaultsDisabled(true).setWhitelist(allowed));
  }

  static Status check(FilterInfo info) {
    if (info.depth() > MAX_DEPTH
        || info.references() > MAX_OBJECTS
        || info.arrayLength() > MAX_OBJECTS
        || info.streamBytes() > MAX_BYTES) {
      return Status.REJECTED;
    }
    var type = info.serialClass();
    while (type != null && type.isArray()) {
      type = type.getComponentType();
    }
    if (type == null) {
      return Status.UNDECIDED;
    }
    var isAllowed =
        type.isPrimitive()
            || Throwable.class.isAssignableFrom(type)
            || PARTS.contains(type.getName());
    return isAllowed ? Status.ALLOWED : Status.REJECTED;
  }
}
