/** Tags in files. */
@NullMarked
package dev.capstan.image.tags.adapter;

import org.jspecify.annotations.NullMarked;
