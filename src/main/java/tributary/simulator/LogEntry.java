package tributary.simulator;

/**
 * One record of a topic's log.
 *
 * @param topic full topic name, such as {@code eqiad.mediawiki.page-create}
 * @param offset consecutive within the topic
 * @param millis Kafka time, milliseconds since 1970; not sorted in the log
 * @param data the bytes that clients get as data
 */
record LogEntry(String topic, long offset, long millis, byte[] data) {}
