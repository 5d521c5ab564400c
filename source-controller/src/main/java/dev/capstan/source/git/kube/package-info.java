/** GitRepository objects: from the spec to a run, from its outcome to status, events and messages; and the parts of the controller. */
@NullMarked
package dev.capstan.source.git.kube;

import org.jspecify.annotations.NullMarked;
