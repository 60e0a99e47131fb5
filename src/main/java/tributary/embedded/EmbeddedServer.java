package tributary.embedded;

/** One of the servers: how its process is made, ready to be started any number of times. */
interface EmbeddedServer {
  /** As people call it: Kafka, Cassandra. */
  String title();

  /** The port of its clients; the server is ready when it accepts connections there. */
  int port();

  ChildJvm jvm();

  /** Writes the configuration and gives the process to start; inner ports are new each time. */
  ProcessBuilder prepare();
}
