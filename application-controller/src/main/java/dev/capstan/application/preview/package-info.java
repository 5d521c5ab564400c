/** What would become of Applications, told without writing anything. Knows nothing of how they are found. */
@NullMarked
package dev.capstan.application.preview;

import org.jspecify.annotations.NullMarked;
