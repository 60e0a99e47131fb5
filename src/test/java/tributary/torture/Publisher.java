package tributary.torture;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tributary.simulator.PageCreation;
import tributary.simulator.PageCreationOptions;
import tributary.simulator.PageCreations;
import tributary.simulator.Simulator;

/** Lets a simulated source speak, and remembers which ids it has spoken of. */
final class Publisher implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration STEP = Duration.ofMillis(100);

  private final Simulator simulator;
  private final PageCreations pages;
  private final Set<String> ids = new LinkedHashSet<>();
  private final ScheduledExecutorService clockwork =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "publisher");
            thread.setDaemon(true);
            return thread;
          });

  Publisher(Simulator simulator, long seed) {
    this.simulator = simulator;
    this.pages = PageCreations.seeded(seed, PageCreationOptions.everything());
  }

  /** What happened in the last {@code time}. */
  void history(Duration time, int count) {
    Instant now = Instant.now();
    publish(pages.between(now.minus(time), now, count));
  }

  /** From now on, until closed. */
  void everySecond(int events) {
    int each = Math.max(1, events * (int) STEP.toMillis() / 1000);
    clockwork.scheduleAtFixedRate(
        () -> {
          List<PageCreation> next = new ArrayList<>();
          for (int i = 0; i < each; i++) {
            next.add(pages.next(Instant.now()));
          }
          publish(next);
        },
        0,
        STEP.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  synchronized void publish(List<PageCreation> events) {
    for (PageCreation event : events) {
      simulator.publish(event);
      String id = idOf(event.data());
      if (id != null) {
        ids.add(id);
      }
    }
  }

  /** Every {@code meta.id} that was published, good events and bad ones. */
  synchronized Set<String> ids() {
    return new LinkedHashSet<>(ids);
  }

  /** Nothing more is published when this returns. */
  @Override
  public void close() {
    clockwork.shutdown();
    try {
      if (!clockwork.awaitTermination(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the publisher does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static String idOf(byte[] event) {
    try {
      String id = JSON.readTree(event).at("/meta/id").textValue();
      return id == null || id.isEmpty() ? null : id;
    } catch (IOException noJson) {
      return null;
    }
  }
}
