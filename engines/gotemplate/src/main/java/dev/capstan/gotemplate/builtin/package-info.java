/** The functions that belong to the language of templates itself. */
@NullMarked
package dev.capstan.gotemplate.builtin;

import org.jspecify.annotations.NullMarked;
