package tributary.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** The ways in which an event can be so wrong that it belongs to the dead letters. */
final class Malformed {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int WAYS = 18;

  private Malformed() {}

  static byte[] broken(APage page, Random random) {
    return broken(page.copy(), random.nextInt(WAYS));
  }

  private static byte[] broken(APage page, int way) {
    return switch (way) {
      case 0 -> "not JSON at all".getBytes(StandardCharsets.UTF_8);
      case 1 -> ("[" + page.json() + "]").getBytes(StandardCharsets.UTF_8);
      case 2 -> {
        byte[] whole = page.bytes();
        yield java.util.Arrays.copyOf(whole, whole.length / 2);
      }
      case 3 -> "null".getBytes(StandardCharsets.UTF_8);
      case 4 -> page.without("/meta").bytes();
      case 5 -> page.without("/meta/id").bytes();
      case 6 -> page.without("/meta/dt").bytes();
      case 7 -> page.with("/meta/dt", "yesterday").bytes();
      case 8 -> page.with("/meta/dt", "2026-02-30T10:00:00Z").bytes();
      case 9 -> page.with("/meta/dt", 1_791_099_495_075L).bytes();
      case 10 -> page.with("/meta/domain", "").bytes();
      case 11 -> page.without("/database").bytes();
      case 12 -> page.without("/page_title").bytes();
      case 13 -> page.with("/page_title", JSON.objectNode().put("text", "A")).bytes();
      case 14 -> page.without("/page_id").bytes();
      case 15 -> page.with("/page_id", "42").bytes();
      case 16 -> page.with("/page_id", JSON.numberNode(BigInteger.ONE.shiftLeft(64))).bytes();
      default -> page.with("/page_id", JSON.numberNode(42.5)).bytes();
    };
  }

  /** One of each, for tests that must not depend on luck. */
  static List<byte[]> everyWay(APage page) {
    return java.util.stream.IntStream.range(0, WAYS)
        .mapToObj(way -> broken(page.copy().withEventId(page.text("/meta/id") + way), way))
        .toList();
  }
}
