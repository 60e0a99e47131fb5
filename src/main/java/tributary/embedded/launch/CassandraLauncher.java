package tributary.embedded.launch;

/** Runs Cassandra's daemon in this process until the parent ends. */
public final class CassandraLauncher {
  private CassandraLauncher() {}

  public static void main(String[] arguments) throws Exception {
    ChildProcess.enter();
    Class.forName("org.apache.cassandra.service.CassandraDaemon")
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[0]);
  }
}
