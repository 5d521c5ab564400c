/** From the text of a template to its tree. Knows nothing of values but which functions there are. */
@NullMarked
package dev.capstan.gotemplate.parse;

import org.jspecify.annotations.NullMarked;
