package tributary.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A well-behaved client of {@code /api/live}, which reads everything as it comes. */
public final class LiveListener implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 60;

  private final HttpResponse<InputStream> response;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicInteger comments = new AtomicInteger();
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();

  /** One event with its data. */
  public record Event(String id, String name, JsonNode data) {
    public boolean isSnapshot() {
      return name.equals("snapshot");
    }

    /** The number behind the hyphen. */
    public long number() {
      return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }

    /** How many changes it speaks of. */
    public long changes() {
      return data.get("changes").size() + data.path("more").asLong();
    }
  }

  private LiveListener(HttpResponse<InputStream> response) {
    this.response = response;
    Thread reader = new Thread(this::read, "live-listener");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * @param headers names and values in turns
   */
  public static LiveListener open(int port, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/live"))
            .timeout(Duration.ofSeconds(PATIENCE_SECONDS));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      return new LiveListener(
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = "";
      String name = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(":")) {
          comments.incrementAndGet();
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          events.add(new Event(id, name, JSON.readTree(line.substring(6))));
        }
      }
      end.complete(true);
    } catch (IOException e) {
      end.complete(false);
    }
  }

  public int status() {
    return response.statusCode();
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Comments so far. */
  public int comments() {
    return comments.get();
  }

  /** The next event. */
  public Event next() {
    try {
      Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("No event came");
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The first event from here on that is such a one. */
  public Event next(Predicate<Event> such) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      Event event = next();
      if (such.test(event)) {
        return event;
      }
    }
    throw new AssertionError("No such event came");
  }

  /** Waits for the end: true when it was an orderly one. */
  public boolean endsInOrder() {
    return end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      // it is gone already
    }
  }
}
