/** The real Helm command, built once, for tests that compare with it, and charts packed as no command would. Knows nothing of what is tested. */
@NullMarked
package dev.capstan.testkit.helm;

import org.jspecify.annotations.NullMarked;
