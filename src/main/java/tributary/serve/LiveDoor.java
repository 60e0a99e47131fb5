package tributary.serve;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Opens live streams on connections of the web server without a thread for each: a request that
 * asks for one never reaches a route.
 */
@Component
class LiveDoor {
  /** Looked up late: the door is there before most of the application. */
  private final ObjectProvider<LiveFeed> feeds;

  private final LiveSettings settings;

  LiveDoor(ObjectProvider<LiveFeed> feeds, LiveSettings settings) {
    this.feeds = feeds;
    this.settings = settings;
  }

  /**
   * @throws Refusal when there is no place for another client
   */
  void open(HttpServletRequest request, HttpServletResponse response) throws IOException {
    LiveFeed feed = feeds.getObject();
    LiveSession session = feed.enter();
    boolean added = false;
    try {
      response.setContentType("text/event-stream");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("Vary", "Accept");
      response.setHeader("X-Accel-Buffering", "no"); // proxies would hold events back
      if (!request.getMethod().equals("HEAD")) {
        stream(request, response, feed, session);
        added = true;
      }
    } finally {
      if (!added) {
        feed.leave();
      }
    }
  }

  private void stream(
      HttpServletRequest request, HttpServletResponse response, LiveFeed feed, LiveSession session)
      throws IOException {
    ServletOutputStream out = response.getOutputStream();
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(0);
    String greeting = "retry: " + settings.retry().toMillis() + "\n\n";
    LiveClient client =
        new LiveClient(
            async,
            out,
            session,
            session.knownBy(request.getHeader("Last-Event-ID")),
            greeting.getBytes(StandardCharsets.US_ASCII),
            CuttingValve.of(request),
            feed::remove);
    async.addListener(client);
    feed.add(client);
    out.setWriteListener(client);
  }
}
