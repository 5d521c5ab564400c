/** Go's package fmt, and what it needs of strconv, for the values of templates. */
@NullMarked
package dev.capstan.gotemplate.format;

import org.jspecify.annotations.NullMarked;
