package tributary.ingest.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import tributary.event.EventKey;
import tributary.event.RecordHeaders;

/** Takes the events of one stream from the shared connection into its route. */
final class SseConsumer extends DefaultConsumer {
  private final SseEndpoint endpoint;
  private final SseConnection connection;
  private @Nullable Instant lastInstant;
  private byte[] lastWritten = {};

  SseConsumer(SseEndpoint endpoint, Processor processor, SseConnection connection) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.connection = connection;
  }

  String stream() {
    return endpoint.getStream();
  }

  Duration idleTimeout() {
    return endpoint.idleTimeout();
  }

  /** Header values are bytes, so that they reach a record as they came. */
  void handOver(SseEvent event, EventKey key, Instant receivedAt, Intake.Done done) {
    Exchange exchange = createExchange(false);
    Message message = exchange.getMessage();
    message.setBody(event.data());
    header(message, RecordHeaders.SSE_ID, event.id());
    header(message, RecordHeaders.EVENT_KEY, key.toString());
    message.setHeader(RecordHeaders.RECEIVED_AT, written(receivedAt));
    if (event.isCut()) {
      header(message, RecordHeaders.FULL_SIZE, Long.toString(event.fullSize()));
      header(message, RecordHeaders.FULL_SHA256, event.fullSha256());
    }
    getAsyncProcessor()
        .process(
            exchange,
            doneSynchronously -> {
              Throwable cause = exchange.getException();
              releaseExchange(exchange, false);
              done.done(cause);
            });
  }

  /** In a backlog many events come in one millisecond; only the connection's thread is here. */
  private byte[] written(Instant instant) {
    if (!instant.equals(lastInstant)) {
      lastInstant = instant;
      lastWritten = instant.toString().getBytes(UTF_8);
    }
    return lastWritten;
  }

  private static void header(Message message, String name, @Nullable String value) {
    if (value != null) {
      message.setHeader(name, value.getBytes(UTF_8));
    }
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    connection.register(this);
  }

  @Override
  protected void doStop() throws Exception {
    connection.deregister(this);
    super.doStop();
  }

  @Override
  protected void doSuspend() throws Exception {
    connection.deregister(this);
    super.doSuspend();
  }

  @Override
  protected void doResume() throws Exception {
    super.doResume();
    connection.register(this);
  }
}
