/** Runs the trees of templates over values. */
@NullMarked
package dev.capstan.gotemplate.exec;

import org.jspecify.annotations.NullMarked;
