package tributary.ingest.sse;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/** Makes the HTTP requests that open a stream. */
final class SseRequests {
  private final SseSettings settings;
  private final OkHttpClient client;

  SseRequests(SseSettings settings, OkHttpClient client) {
    this.settings = settings;
    this.client = client;
  }

  Call call(List<SseConsumer> members, StartPosition start) {
    String streams = members.stream().map(SseConsumer::stream).collect(Collectors.joining(","));
    HttpUrl.Builder url = HttpUrl.get(settings.url()).newBuilder().addPathSegment(streams);
    if (start instanceof StartPosition.Since since) {
      url.addEncodedQueryParameter("since", since.instant().toString());
    }
    Request.Builder request =
        new Request.Builder()
            .url(url.build())
            .header("Accept", "text/event-stream")
            // The server never compresses; a proxy that did would hold events back in its buffer.
            .header("Accept-Encoding", "identity")
            .header("Cache-Control", "no-store")
            .header("User-Agent", settings.userAgent());
    if (start instanceof StartPosition.After after) {
      request.header("Last-Event-ID", after.lastEventId());
    }
    Duration idle =
        members.stream()
            .map(SseConsumer::idleTimeout)
            .max(Comparator.naturalOrder())
            .orElse(settings.idleTimeout());
    return client.newBuilder().readTimeout(idle).build().newCall(request.build());
  }
}
