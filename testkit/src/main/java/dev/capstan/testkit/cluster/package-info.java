/** Real clusters for tests: one per JVM, a fresh namespace per test, parts that can be killed. */
@NullMarked
package dev.capstan.testkit.cluster;

import org.jspecify.annotations.NullMarked;
