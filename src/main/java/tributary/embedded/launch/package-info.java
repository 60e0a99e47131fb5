/**
 * What runs inside the child processes. It stands on the JDK alone: its classes are put into a jar
 * of their own in front of the servers' jars, where nothing else of the application exists.
 */
@NullMarked
package tributary.embedded.launch;

import org.jspecify.annotations.NullMarked;
