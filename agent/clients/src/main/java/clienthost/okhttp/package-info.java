/** OkHttp, as its documentation shows it; loaded once for each of its major versions. */
@NullMarked
package clienthost.okhttp;

import org.jspecify.annotations.NullMarked;
