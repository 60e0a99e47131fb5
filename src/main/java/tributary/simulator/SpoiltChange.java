package tributary.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The ways in which a change can be wrong: so wrong that it belongs to the dead letters, or in an
 * optional field only, which then counts as absent.
 */
final class SpoiltChange {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int WAYS = 18;
  private static final int RETYPED = 16;

  private SpoiltChange() {}

  static byte[] broken(AChange change, Random random) {
    return broken(change.copy(), random.nextInt(WAYS));
  }

  static AChange retyped(AChange change, Random random) {
    return retyped(change, random.nextInt(RETYPED));
  }

  private static byte[] broken(AChange change, int way) {
    return switch (way) {
      case 0 -> "no change at all".getBytes(StandardCharsets.UTF_8);
      case 1 -> ("[" + change.json() + "]").getBytes(StandardCharsets.UTF_8);
      case 2 -> {
        byte[] whole = change.bytes();
        yield java.util.Arrays.copyOf(whole, whole.length / 2);
      }
      case 3 -> "17".getBytes(StandardCharsets.UTF_8);
      case 4 -> change.without("/meta").bytes();
      case 5 -> change.without("/meta/id").bytes();
      case 6 -> change.without("/meta/dt").bytes();
      case 7 -> change.with("/meta/dt", "just now").bytes();
      case 8 -> change.with("/meta/dt", "2026-02-30T10:00:00Z").bytes();
      case 9 -> change.with("/meta/dt", 1_791_099_495_075L).bytes();
      case 10 -> change.with("/meta/domain", "").bytes();
      case 11 -> change.without("/meta/domain").bytes();
      case 12 -> change.without("/wiki").bytes();
      case 13 -> change.with("/wiki", 7).bytes();
      case 14 -> change.without("/type").bytes();
      case 15 -> change.with("/type", 142).bytes();
      case 16 -> change.with("/type", JSON.objectNode().put("name", "edit")).bytes();
      default -> change.with("/meta/id", 12).bytes();
    };
  }

  private static AChange retyped(AChange change, int way) {
    return switch (way) {
      case 0 -> change.with("/namespace", "0");
      case 1 -> change.with("/namespace", 1L << 40);
      case 2 -> change.with("/title", 1984);
      case 3 -> change.with("/user", JSON.objectNode().put("name", "Ann"));
      case 4 -> change.with("/comment", JSON.arrayNode().add("a"));
      case 5 -> change.with("/bot", "true");
      case 6 -> change.with("/bot", 1);
      case 7 -> change.with("/minor", "false");
      case 8 -> change.with("/length", 120);
      case 9 -> change.with("/length", JSON.objectNode().put("old", "10").put("new", 20));
      case 10 -> change.with("/revision", JSON.arrayNode().add(1).add(2));
      case 11 -> change.with("/id", "12345");
      case 12 -> change.with("/id", JSON.numberNode(BigInteger.ONE.shiftLeft(70)));
      case 13 -> change.with("/timestamp", "yesterday");
      case 14 -> change.with("/log_params", JSON.booleanNode(true));
      default -> change.with("/length", JSON.objectNode().put("old", 1.5).put("new", 20));
    };
  }

  /** One broken in each way, for tests that must not depend on luck. */
  static List<byte[]> everyWay(AChange change) {
    return IntStream.range(0, WAYS)
        .mapToObj(way -> broken(change.copy().withEventId(change.text("/meta/id") + way), way))
        .toList();
  }

  /** One with each optional field of another type. */
  static List<AChange> everyRetyped(AChange change) {
    return IntStream.range(0, RETYPED)
        .mapToObj(way -> retyped(change.copy().withEventId("retyped " + way), way))
        .toList();
  }
}
