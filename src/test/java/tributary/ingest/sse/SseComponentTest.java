package tributary.ingest.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class SseComponentTest {
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @Test
  void isFoundByItsNameAndTakesItsOptions() {
    SseEndpoint endpoint =
        camel.getEndpoint(
            "sse:page-create?url=http://127.0.0.1:1/v2/stream&userAgent=Mine&idleTimeout=5000",
            SseEndpoint.class);
    assertThat(endpoint.getStream()).isEqualTo("page-create");
    assertThat(endpoint.getUrl()).isEqualTo("http://127.0.0.1:1/v2/stream");
    assertThat(endpoint.getUserAgent()).isEqualTo("Mine");
    assertThat(endpoint.idleTimeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void takesTheStreamFromTheParametersToo() {
    assertThat(camel.getEndpoint("sse?stream=page-create", SseEndpoint.class).getStream())
        .isEqualTo("page-create");
  }

  @Test
  void saysThatNothingCanBeSentToIt() {
    SseEndpoint endpoint = camel.getEndpoint("sse:page-create", SseEndpoint.class);
    assertThatThrownBy(endpoint::createProducer).hasMessageContaining("can be read from only");
  }

  @Test
  void refusesAnEndpointWithoutAStreamOrWithAnOptionItDoesNotKnow() {
    for (String uri : new String[] {"sse:", "sse:a,b", "sse:a/b", "sse:a?colour=red"}) {
      assertThatThrownBy(() -> camel.getEndpoint(uri)).as(uri).hasMessageContaining("sse");
    }
  }

  @Test
  void refusesAUrlThatIsNone() {
    SseEndpoint endpoint = camel.getEndpoint("sse:page-create?url=nowhere", SseEndpoint.class);
    assertThatThrownBy(() -> endpoint.createConsumer(exchange -> {}))
        .hasMessageContaining("'nowhere'");
  }
}
