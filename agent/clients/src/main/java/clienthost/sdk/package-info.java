/** What is built on the clients: SDKs of model providers, and frameworks. */
@NullMarked
package clienthost.sdk;

import org.jspecify.annotations.NullMarked;
