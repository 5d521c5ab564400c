/** What integration tests stand on. Everything here is real: cluster, Git, HTTP, SSH; nothing here knows a controller. */
@NullMarked
package dev.capstan.testkit;

import org.jspecify.annotations.NullMarked;
