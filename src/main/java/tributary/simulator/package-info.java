/** The built-in sources of the demo profile; the tests use them too. */
@NullMarked
package tributary.simulator;

import org.jspecify.annotations.NullMarked;
