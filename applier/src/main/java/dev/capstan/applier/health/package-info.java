/** What an object waits for after it was applied, and by which rules. Waiting itself happens elsewhere. */
@NullMarked
package dev.capstan.applier.health;

import org.jspecify.annotations.NullMarked;
