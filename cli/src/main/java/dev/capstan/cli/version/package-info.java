/** Which version this is. */
@NullMarked
package dev.capstan.cli.version;

import org.jspecify.annotations.NullMarked;
