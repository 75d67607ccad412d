/** What stands for a library that nobody knows. */
@NullMarked
package byhand;

import org.jspecify.annotations.NullMarked;
