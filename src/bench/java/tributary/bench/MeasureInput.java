package tributary.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import tributary.event.Change;
import tributary.event.ChangeJson;

/**
 * Clean changes as a busy two hours of all wikis have them: one domain with 40 %, a few busy bots,
 * half of the titles met once; a little out of order, each once.
 */
final class MeasureInput {
  private static final int SECONDS = 7_200;

  private MeasureInput() {}

  static void write(String bootstrap, String topic, Instant begin, int changes) {
    Random random = new Random(7);
    try (KafkaProducer<byte[], byte[]> producer = HandClients.producer(bootstrap)) {
      for (int i = 0; i < changes; i++) {
        Instant at =
            begin
                .plusMillis(1_000L * SECONDS * i / changes)
                .plusMillis(random.nextInt(8_000));
        Change change = change(random, at, i);
        producer.send(
            new ProducerRecord<>(
                topic,
                change.identity().getBytes(StandardCharsets.UTF_8),
                ChangeJson.write(change)));
      }
    }
  }

  private static Change change(Random random, Instant at, int number) {
    int wiki = random.nextInt(10) < 4 ? 0 : 1 + skewed(random, 800, 3);
    String domain = wiki == 0 ? "commons.wikimedia.org" : "w" + wiki + ".wikipedia.org";
    String type = random.nextInt(20) == 0 ? "log" : random.nextInt(12) == 0 ? "new" : "edit";
    boolean log = type.equals("log");
    boolean bot = random.nextInt(5) < 2;
    String title =
        random.nextBoolean() ? "Page " + number : "Page " + skewed(random, 200_000, 4);
    return new Change(
        "0a1b2c3d-0000-4000-8000-" + (100_000_000_000L + number),
        at,
        domain,
        "wiki" + wiki,
        type,
        (long) number,
        skewed(random, 16, 3),
        title,
        (bot ? "Bot " : "Editor ") + skewed(random, bot ? 60 : 40_000, 3),
        "/* Section */ a comment as long as comments on changes are, about eighty characters",
        bot,
        log ? null : random.nextInt(3) == 0,
        log ? null : (long) (random.nextGaussian() * 400),
        wiki == 0 ? null : "w" + wiki,
        wiki == 0 ? "commons" : "wikipedia",
        log ? null : 9_000_000_000L + number,
        log ? "upload" : null,
        log ? "overwrite" : null,
        "recentchange");
  }

  private static int skewed(Random random, int bound, int power) {
    return (int) (bound * Math.pow(random.nextDouble(), power));
  }
}
