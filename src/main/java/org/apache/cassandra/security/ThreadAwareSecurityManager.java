package org.apache.cassandra.security;

import java.security.PermissionCollection;
import java.security.Permissions;

/**
 * Stands in for Cassandra's class of the same name on a JDK without a security manager (24 and
 * newer), where the original cannot be loaded. It guards nothing, which is right as long as
 * user-defined functions stay switched off. It is only ever put in front of the embedded
 * Cassandra's jars, by a jar of its own.
 */
public final class ThreadAwareSecurityManager {
  /** What guarded code may do: nothing. */
  public static final PermissionCollection noPermissions = new Permissions();

  private ThreadAwareSecurityManager() {}

  public static void install() {
    // there is nothing to install on such a JDK
  }

  public static boolean isSecuredThread() {
    return false;
  }
}
