/** Where the application starts. The packages below it are the stages and what they stand on. */
@NullMarked
package tributary;

import org.jspecify.annotations.NullMarked;
