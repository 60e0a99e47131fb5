package tributary.clean;

import static tributary.platform.DeadLetter.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tributary.event.MalformedEvent;
import tributary.event.RecordHeaders;
import tributary.event.Utf8;

/** Reads the bytes of a raw record as the one JSON object that they should be. */
final class RawRecord {
  private static final ObjectReader READER =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(200)
                          .maxNumberLength(500)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private RawRecord() {}

  /**
   * @throws MalformedEvent when the record is too large, no JSON, or JSON but no object
   */
  static JsonNode object(ConsumerRecord<byte[], byte[]> record) throws MalformedEvent {
    String size = text(record.headers(), RecordHeaders.FULL_SIZE);
    if (size != null) {
      throw new MalformedEvent(
          "too-large", "The event has " + size + " bytes; only its head was kept, and its SHA-256");
    }
    byte[] bytes = record.value();
    if (bytes == null || bytes.length == 0) {
      throw new MalformedEvent("not-json", "The record is empty");
    }
    // Jackson guesses UTF-16 and UTF-32, and lets some bytes pass that are no UTF-8
    if (!Utf8.isValid(bytes) || bytes[0] == 0 || (bytes.length > 1 && bytes[1] == 0)) {
      throw new MalformedEvent("not-json", "No JSON in UTF-8");
    }
    JsonNode node;
    try {
      node = READER.readValue(bytes);
    } catch (JsonProcessingException e) {
      throw new MalformedEvent("not-json", "No JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new MalformedEvent("not-json", "No JSON in UTF-8: " + e.getMessage());
    }
    if (node == null || !node.isObject()) {
      throw new MalformedEvent("not-an-object", "JSON, but no object");
    }
    return node;
  }
}
