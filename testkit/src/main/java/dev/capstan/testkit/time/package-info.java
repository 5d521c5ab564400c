/** Time that a test decides about. */
@NullMarked
package dev.capstan.testkit.time;

import org.jspecify.annotations.NullMarked;
