/** How fast encrypted files are opened. Knows the engines and what builds with them only. */
@NullMarked
package dev.capstan.bench.secrets;

import org.jspecify.annotations.NullMarked;
