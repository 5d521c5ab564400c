/** The real SOPS command, built once, for tests that compare with it. Knows nothing of what is tested. */
@NullMarked
package dev.capstan.testkit.sops;

import org.jspecify.annotations.NullMarked;
