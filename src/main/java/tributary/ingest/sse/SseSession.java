package tributary.ingest.sse;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import tributary.ingest.sse.InFlight.HandOverFailed;

/** One HTTP exchange with the source, from the request to the last byte. */
final class SseSession {
  /** How a session ended. */
  sealed interface Outcome {
    /**
     * The stream had begun.
     *
     * @param events that came
     * @param news those of them that came for the first time
     */
    record Ended(String why, long events, long news, Duration lived) implements Outcome {}

    /** The server answered, but with no stream. */
    record Refused(int status, String why, @Nullable Duration retryAfter) implements Outcome {}

    /** No answer. */
    record Unreachable(String why) implements Outcome {}

    /** An event could not be stored. */
    record NotStored(Throwable cause) implements Outcome {}
  }

  private static final int CHUNK = 16 * 1024;

  private final Call call;
  private final Intake intake;
  private final SseDecoder decoder;
  private final BooleanSupplier mayGoOn;
  private final Clock clock;
  private final Duration retryAfterMax;
  private volatile boolean closed;

  /**
   * @param mayGoOn asked before each chunk; false ends the session
   */
  SseSession(
      Call call,
      Intake intake,
      SseDecoder decoder,
      BooleanSupplier mayGoOn,
      Clock clock,
      Duration retryAfterMax) {
    this.call = call;
    this.intake = intake;
    this.decoder = decoder;
    this.mayGoOn = mayGoOn;
    this.clock = clock;
    this.retryAfterMax = retryAfterMax;
  }

  /** Ends the session from another thread. */
  void close() {
    closed = true;
    call.cancel();
  }

  Outcome run(Runnable onOpen) throws InterruptedException {
    long begin = System.nanoTime();
    boolean open = false;
    try (Response response = call.execute()) {
      Outcome refusal = refusal(response);
      if (refusal != null) {
        return refusal;
      }
      open = true;
      onOpen.run();
      return ended(read(response), begin);
    } catch (HandOverFailed e) {
      return new Outcome.NotStored(cause(e));
    } catch (StreamClosedByServer e) {
      return ended("the server announced an error: " + e.getMessage(), begin);
    } catch (IOException e) {
      return open ? ended(reason(e), begin) : new Outcome.Unreachable(reason(e));
    }
  }

  private Outcome ended(String why, long begin) {
    return new Outcome.Ended(
        why, intake.events(), intake.news(), Duration.ofNanos(System.nanoTime() - begin));
  }

  private String read(Response response) throws IOException, InterruptedException {
    ResponseBody body = response.body();
    if (body == null) {
      return "there is no body";
    }
    InputStream in = body.byteStream();
    byte[] chunk = new byte[CHUNK];
    while (!closed && mayGoOn.getAsBoolean()) {
      int length = in.read(chunk);
      if (length < 0) {
        return "the server ended the response";
      }
      decoder.push(chunk, 0, length, intake);
    }
    return "closed by us";
  }

  private @Nullable Outcome refusal(Response response) throws IOException {
    int status = response.code();
    String type = response.header("Content-Type", "");
    if (status == 200 && type != null && type.startsWith("text/event-stream")) {
      return null;
    }
    Duration wait =
        RetryAfter.parse(response.header("Retry-After"), clock.instant(), retryAfterMax);
    return new Outcome.Refused(status, Refusals.explain(status, type), wait);
  }

  private String reason(IOException e) {
    if (closed) {
      return "closed by us";
    }
    if (e instanceof EOFException) {
      return "the connection was cut";
    }
    if (e instanceof SocketTimeoutException) {
      return "no byte came within the time allowed (" + e.getMessage() + ")";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static Throwable cause(HandOverFailed e) {
    Throwable cause = e.getCause();
    return cause == null ? e : cause;
  }
}
