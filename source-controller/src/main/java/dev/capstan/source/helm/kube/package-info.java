/** HelmRepository and HelmChart objects: from the spec to a run, from its outcome to status, events and messages. */
@NullMarked
package dev.capstan.source.helm.kube;

import org.jspecify.annotations.NullMarked;
