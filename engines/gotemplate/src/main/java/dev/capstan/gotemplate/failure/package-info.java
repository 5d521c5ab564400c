/** How a template fails: the exceptions of the engine. They know nothing of templates but texts and places. */
@NullMarked
package dev.capstan.gotemplate.failure;

import org.jspecify.annotations.NullMarked;
