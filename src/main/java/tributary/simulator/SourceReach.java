package tributary.simulator;

import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Says whether the live host can be reached: any HTTP answer at all is reach, a refusal too. */
final class SourceReach {
  private final Duration patience;

  SourceReach(Duration patience) {
    this.patience = patience;
  }

  /** What stands in the way, in a few words; null when the host has answered. */
  @Nullable String obstacle(URI url) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(patience).build();
    CompletableFuture<HttpResponse<java.io.InputStream>> answer = new CompletableFuture<>();
    try {
      HttpRequest request =
          HttpRequest.newBuilder(url)
              .timeout(patience)
              .header("User-Agent", "Tributary (checks once at start whether this host answers)")
              .header("Accept", "text/event-stream")
              .build();
      answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
      answer.get(patience.toMillis(), TimeUnit.MILLISECONDS).body().close();
      return null;
    } catch (TimeoutException tooLate) {
      return "no answer within " + patience.toSeconds() + " s";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } catch (ExecutionException failed) {
      return reason(failed.getCause());
    } catch (java.io.IOException bodyGone) {
      return null;
    } catch (IllegalArgumentException notHttp) {
      return reason(notHttp);
    } finally {
      answer.cancel(true);
    }
  }

  // the client reports the interesting part as the cause of a ConnectException without message
  private static String reason(@Nullable Throwable failure) {
    if (failure == null) {
      return "unknown failure";
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "its name cannot be resolved";
      }
    }
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }
}
