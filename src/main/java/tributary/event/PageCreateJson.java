package tributary.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The clean form of a page creation: a flat JSON object with names in snake_case. Written and read
 * field by field, because every event passes here twice.
 */
public final class PageCreateJson {
  private static final JsonFactory JSON = new JsonFactory();

  private PageCreateJson() {}

  public static byte[] write(PageCreate page) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(JSON._getBufferRecycler())) {
      try (JsonGenerator json = JSON.createGenerator(bytes)) {
        json.writeStartObject();
        json.writeStringField("event_id", page.eventId());
        json.writeStringField("created_at", EventTime.text(page.createdAt()));
        json.writeStringField("domain", page.domain());
        json.writeStringField("wiki", page.wiki());
        json.writeNumberField("page_id", page.pageId());
        json.writeStringField("page_title", page.pageTitle());
        number(json, "namespace", page.namespace());
        number(json, "rev_id", page.revId());
        number(json, "user_id", page.userId());
        text(json, "user_name", page.userName());
        if (page.userIsBot() != null) {
          json.writeBooleanField("user_is_bot", page.userIsBot());
        }
        text(json, "comment", page.comment());
        json.writeEndObject();
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException("A page creation is plain data", e);
    }
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static void number(JsonGenerator json, String name, @Nullable Number value)
      throws IOException {
    if (value != null) {
      json.writeNumberField(name, value.longValue());
    }
  }

  /**
   * @throws MalformedEvent when the bytes are not what {@link #write} makes
   */
  public static PageCreate read(byte @Nullable [] json) throws MalformedEvent {
    if (json == null) {
      throw new MalformedEvent("not-clean", "Not a clean page creation: the record is empty");
    }
    Fields fields = new Fields();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedEvent("not-clean", "Not a clean page creation: no JSON object");
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        if (parser.nextToken() != JsonToken.VALUE_NULL) {
          fields.take(name, parser);
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new MalformedEvent("not-clean", "Not a clean page creation: more than one object");
      }
    } catch (IOException e) {
      throw new MalformedEvent("not-clean", "Not a clean page creation: " + e.getClass().getName());
    }
    return fields.page();
  }

  /** What has been read so far. */
  private static final class Fields {
    private @Nullable String eventId;
    private @Nullable Instant createdAt;
    private @Nullable String domain;
    private @Nullable String wiki;
    private @Nullable Long pageId;
    private @Nullable String pageTitle;
    private @Nullable Integer namespace;
    private @Nullable Long revId;
    private @Nullable Long userId;
    private @Nullable String userName;
    private @Nullable Boolean userIsBot;
    private @Nullable String comment;

    void take(String name, JsonParser value) throws IOException, MalformedEvent {
      switch (name) {
        case "event_id" -> eventId = text(name, value);
        case "created_at" -> createdAt = EventTime.parse(text(name, value));
        case "domain" -> domain = text(name, value);
        case "wiki" -> wiki = text(name, value);
        case "page_id" -> pageId = number(name, value);
        case "page_title" -> pageTitle = text(name, value);
        case "namespace" -> namespace = (int) number(name, value);
        case "rev_id" -> revId = number(name, value);
        case "user_id" -> userId = number(name, value);
        case "user_name" -> userName = text(name, value);
        case "user_is_bot" -> userIsBot = value.getBooleanValue();
        case "comment" -> comment = text(name, value);
        default -> value.skipChildren(); // a newer version of ours may have written it
      }
    }

    private static String text(String name, JsonParser value) throws IOException, MalformedEvent {
      if (value.currentToken() != JsonToken.VALUE_STRING) {
        throw new MalformedEvent("not-clean", "Not a clean page creation: " + name + " is no text");
      }
      return Utf8.mended(value.getText());
    }

    private static long number(String name, JsonParser value) throws IOException, MalformedEvent {
      if (value.currentToken() != JsonToken.VALUE_NUMBER_INT) {
        throw new MalformedEvent(
            "not-clean", "Not a clean page creation: " + name + " is no whole number");
      }
      return value.getLongValue();
    }

    PageCreate page() throws MalformedEvent {
      if (eventId == null
          || createdAt == null
          || domain == null
          || wiki == null
          || pageId == null
          || pageTitle == null) {
        throw new MalformedEvent("not-clean", "A clean page creation lacks a required field");
      }
      return new PageCreate(
          eventId, createdAt, domain, wiki, pageId, pageTitle, namespace, revId, userId, userName,
          userIsBot, comment);
    }
  }
}
