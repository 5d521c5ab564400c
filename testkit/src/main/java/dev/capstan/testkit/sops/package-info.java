/** The real SOPS and age commands, built once, for tests that compare with them. Knows nothing of what is tested. */
@NullMarked
package dev.capstan.testkit.sops;

import org.jspecify.annotations.NullMarked;
