package dev.pokebatch.process.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cluster.ClusterState;
import com.hazelcast.config.Config;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.spi.exception.TargetNotMemberException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Exceptions and states are read in Java's serialization format, other objects are refused. */
class JavaSerializationTest {

  /** A class that no member sends. */
  private record Foreign(String text) implements Serializable {}

  static List<Serializable> refused() {
    return List.of(
        new Foreign("text"),
        new Foreign[] {new Foreign("text")},
        new ArrayList<>(List.of(new Foreign("text"))));
  }

  static List<Serializable> accepted() {
    var suppressed = new IllegalStateException("outer", new TargetNotMemberException("inner"));
    suppressed.addSuppressed(new TimeoutException("late"));
    return List.of(suppressed, new OutOfMemoryError("heap"), new IOException("closed"));
  }

  /** Sets within sets, whose hash codes take years to compute. */
  private static Serializable nested() {
    var root = new HashSet<Object>();
    var left = root;
    var right = new HashSet<Object>();
    for (var i = 0; i < 100; i++) {
      var nextLeft = new HashSet<Object>();
      var nextRight = new HashSet<Object>();
      nextLeft.add("foo");
      left.add(nextLeft);
      left.add(nextRight);
      right.add(nextLeft);
      right.add(nextRight);
      left = nextLeft;
      right = nextRight;
    }
    return root;
  }

  @ParameterizedTest
  @MethodSource("refused")
  void theProcessRefusesOtherClasses(Serializable value) {
    assertThatThrownBy(() -> read(value)).isInstanceOf(InvalidClassException.class);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void hazelcastRefusesOtherClasses(Serializable value) throws IOException {
    var service = hazelcast();
    var data = new DefaultSerializationServiceBuilder().build().toData(value);

    assertThatThrownBy(() -> service.toObject(data))
        .isInstanceOfAny(HazelcastSerializationException.class, SecurityException.class);
  }

  @Test
  void nestedSetsAreRefusedBeforeTheirHashCodesAreComputed() {
    assertThatThrownBy(() -> read(nested())).isInstanceOf(InvalidClassException.class);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void exceptionsAreRead(Throwable thrown) throws IOException, ClassNotFoundException {
    assertThat(read(thrown)).hasToString(thrown.toString());
    assertThat(hazelcast().<Throwable>toObject(hazelcast().toData(thrown)))
        .hasToString(thrown.toString());
  }

  @ParameterizedTest
  @EnumSource(ClusterState.class)
  void theStateOfAClusterIsRead(ClusterState state) throws IOException, ClassNotFoundException {
    assertThat(read(state)).isEqualTo(state);
    assertThat(hazelcast().<ClusterState>toObject(hazelcast().toData(state))).isEqualTo(state);
  }

  private static InternalSerializationService hazelcast() {
    var config = new Config();
    JavaSerialization.restrict(config);
    return new DefaultSerializationServiceBuilder()
        .setConfig(config.getSerializationConfig())
        .build();
  }

  private static Object read(Serializable value) throws IOException, ClassNotFoundException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      in.setObjectInputFilter(JavaSerialization::check);
      return in.readObject();
    }
  }
}
