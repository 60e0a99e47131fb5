package tributary.clean;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Knows the synthetic events with which Wikimedia tests its streams. On page-create they look like
 * perfect events; only {@code meta.domain} tells (Event Platform, CanaryEventProducer).
 */
final class Canaries {
  static final String REASON = "canary";

  private Canaries() {}

  static boolean isCanary(JsonNode event) {
    return "canary".equals(event.path("meta").path("domain").textValue());
  }
}
