/** The source controller: what a source is made of lies in the packages below, one per kind of source. */
@NullMarked
package dev.capstan.source;

import org.jspecify.annotations.NullMarked;
