/**
 * Container images of the controllers, assembled from their packaged applications. Knows Jib and the layout of this repository, and
 * nothing of what the controllers do.
 */
@NullMarked
package dev.capstan.container;

import org.jspecify.annotations.NullMarked;
