/** Rules in the notation of {@code .gitignore} files, matched in linear time. Knows nothing of where files come from. */
@NullMarked
package dev.capstan.git.ignore;

import org.jspecify.annotations.NullMarked;
