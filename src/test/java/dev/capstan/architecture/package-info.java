/** Who may import whom, held for all modules at once (ADR 0001). */
@NullMarked
package dev.capstan.architecture;

import org.jspecify.annotations.NullMarked;
