package tributary.clean;

import com.fasterxml.jackson.databind.JsonNode;
import tributary.event.MalformedEvent;

/**
 * What one feed calls a good event. Canaries, repeats and what is no JSON object never get here.
 */
interface EventCleaner {
  /**
   * @throws MalformedEvent when it is none
   */
  Verdict clean(JsonNode event) throws MalformedEvent;
}
