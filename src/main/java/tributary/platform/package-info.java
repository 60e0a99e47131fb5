/** What two stages or more stand on, and no feed is named in. */
@NullMarked
package tributary.platform;

import org.jspecify.annotations.NullMarked;
