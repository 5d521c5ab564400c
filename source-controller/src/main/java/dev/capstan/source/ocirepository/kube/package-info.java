/** OCIRepository objects: from the spec to an update, from its outcome to the fields of the status. */
@NullMarked
package dev.capstan.source.ocirepository.kube;

import org.jspecify.annotations.NullMarked;
