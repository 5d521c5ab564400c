/** What one run of a template may take: time, depth, output and memory. Knows nothing of templates. */
@NullMarked
package dev.capstan.gotemplate.bounds;

import org.jspecify.annotations.NullMarked;
