/** How a build reads: folders that contain what they may read, documents, and the objects in them. */
@NullMarked
package dev.capstan.kustomize.load;

import org.jspecify.annotations.NullMarked;
