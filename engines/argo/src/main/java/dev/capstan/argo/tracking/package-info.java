/**
 * Which application an object belongs to: the tracking label and annotation, written and read. Knows only objects.
 */
@NullMarked
package dev.capstan.argo.tracking;

import org.jspecify.annotations.NullMarked;
