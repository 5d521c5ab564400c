/** Regular expressions that come out of files. They take linear time and bounded memory, whatever they are. */
@NullMarked
package dev.capstan.secrets.pattern;

import org.jspecify.annotations.NullMarked;
