package tributary.ingest.sse;

/** Builds frames as EventStreams writes them. */
final class Frames {
  private Frames() {}

  static String topic(String stream) {
    return "eqiad.mediawiki." + stream;
  }

  /** The id of an event of that time, on a connection of this one stream. */
  static String id(String stream, long time) {
    return ("[{\"topic\":\"%s\",\"partition\":0,\"timestamp\":%d},"
            + "{\"topic\":\"codfw.mediawiki.%s\",\"partition\":0,\"offset\":-1}]")
        .formatted(topic(stream), time + 1, stream);
  }

  static String data(String stream, String metaId, long offset) {
    return ("{\"$schema\":\"x\",\"meta\":{\"id\":\"%s\",\"stream\":\"mediawiki.%s\","
            + "\"topic\":\"%s\",\"partition\":0,\"offset\":%d},\"database\":\"enwiki\"}")
        .formatted(metaId, stream, topic(stream), offset);
  }

  static String frame(String id, String data) {
    return "event: message\nid: " + id + "\ndata: " + data + "\n\n";
  }

  static String event(String stream, String metaId, long offset, long time) {
    return frame(id(stream, time), data(stream, metaId, offset));
  }
}
