package tributary.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The clean form of a change: a flat JSON object with names in snake_case, fields that are not
 * known left out. It also says what follows from the rest ({@code is_new_page}, {@code
 * bytes_changed}), for those who read the topic without this program. Written and read token by
 * token, because every change passes here in several stages.
 */
public final class ChangeJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ChangeJson() {}

  public static byte[] write(Change change) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(640);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("event_id", change.eventId());
      json.writeStringField("at", change.at().toString());
      json.writeStringField("domain", change.domain());
      json.writeStringField("wiki", change.wiki());
      json.writeStringField("type", change.type());
      number(json, "rcid", change.rcid());
      if (change.namespace() != null) {
        json.writeNumberField("namespace", change.namespace());
      }
      text(json, "title", change.title());
      text(json, "user", change.user());
      text(json, "comment", change.comment());
      flag(json, "is_bot", change.isBot());
      flag(json, "is_minor", change.isMinor());
      json.writeBooleanField("is_new_page", change.newPage());
      number(json, "length_diff", change.lengthDiff());
      json.writeNumberField("bytes_changed", change.bytesChanged());
      text(json, "language", change.language());
      json.writeStringField("project", change.project());
      number(json, "rev_id", change.revId());
      text(json, "log_type", change.logType());
      text(json, "log_action", change.logAction());
      json.writeStringField("feed", change.feed());
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("A change is plain data", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws MalformedEvent when the bytes are not what {@link #write} makes
   */
  public static Change read(byte @Nullable [] json) throws MalformedEvent {
    if (json == null) {
      throw new MalformedEvent("not-clean", "A clean change is never empty");
    }
    Reader reader = new Reader();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedEvent("not-clean", "A clean change is a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken().isStructStart()) {
          parser.skipChildren(); // of a newer version than ours
        } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
          reader.take(name, parser);
        }
      }
      if (parser.currentToken() != JsonToken.END_OBJECT) {
        throw new MalformedEvent("not-clean", "A clean change is a whole JSON object");
      }
    } catch (IOException e) {
      throw new MalformedEvent("not-clean", "Not a clean change: " + e.getClass().getName());
    }
    return reader.change();
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static void number(JsonGenerator json, String name, @Nullable Long value)
      throws IOException {
    if (value != null) {
      json.writeNumberField(name, value);
    }
  }

  private static void flag(JsonGenerator json, String name, @Nullable Boolean value)
      throws IOException {
    if (value != null) {
      json.writeBooleanField(name, value);
    }
  }

  /** Holds the fields until the object ends. */
  private static final class Reader {
    private @Nullable String eventId;
    private @Nullable Instant at;
    private @Nullable String domain;
    private @Nullable String wiki;
    private @Nullable String type;
    private @Nullable Long rcid;
    private @Nullable Integer namespace;
    private @Nullable String title;
    private @Nullable String user;
    private @Nullable String comment;
    private @Nullable Boolean isBot;
    private @Nullable Boolean isMinor;
    private @Nullable Long lengthDiff;
    private @Nullable String language;
    private @Nullable String project;
    private @Nullable Long revId;
    private @Nullable String logType;
    private @Nullable String logAction;
    private @Nullable String feed;

    void take(String name, JsonParser json) throws IOException {
      switch (name) {
        case "event_id" -> eventId = text(json);
        case "at" -> at = EventTime.parse(json.getText());
        case "domain" -> domain = text(json);
        case "wiki" -> wiki = text(json);
        case "type" -> type = text(json);
        case "rcid" -> rcid = json.getLongValue();
        case "namespace" -> namespace = json.getIntValue();
        case "title" -> title = text(json);
        case "user" -> user = text(json);
        case "comment" -> comment = text(json);
        case "is_bot" -> isBot = json.getBooleanValue();
        case "is_minor" -> isMinor = json.getBooleanValue();
        case "length_diff" -> lengthDiff = json.getLongValue();
        case "language" -> language = text(json);
        case "project" -> project = text(json);
        case "rev_id" -> revId = json.getLongValue();
        case "log_type" -> logType = text(json);
        case "log_action" -> logAction = text(json);
        case "feed" -> feed = text(json);
        default -> {
          // follows from the rest, or is of a newer version than ours
        }
      }
    }

    private static String text(JsonParser json) throws IOException {
      return Utf8.mended(json.getText()); // who else writes into the topic may escape anything
    }

    Change change() throws MalformedEvent {
      return new Change(
          required(eventId, "event_id"),
          required(at, "at"),
          required(domain, "domain"),
          required(wiki, "wiki"),
          required(type, "type"),
          rcid,
          namespace,
          title,
          user,
          comment,
          isBot,
          isMinor,
          lengthDiff,
          language,
          required(project, "project"),
          revId,
          logType,
          logAction,
          required(feed, "feed"));
    }

    private static <T> T required(@Nullable T value, String name) throws MalformedEvent {
      if (value == null) {
        throw new MalformedEvent("not-clean", "A clean change lacks " + name);
      }
      return value;
    }
  }
}
