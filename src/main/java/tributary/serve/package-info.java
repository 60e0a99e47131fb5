/** Answers by HTTP. */
@NullMarked
package tributary.serve;

import org.jspecify.annotations.NullMarked;
