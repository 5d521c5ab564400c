/** What integration tests are built on. Everything here is real: cluster, Git, HTTP, SSH; nothing here knows a controller. */
@NullMarked
package dev.capstan.testkit;

import org.jspecify.annotations.NullMarked;
