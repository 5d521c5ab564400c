/** Certificates for servers and clients of tests. */
@NullMarked
package dev.capstan.testkit.tls;

import org.jspecify.annotations.NullMarked;
