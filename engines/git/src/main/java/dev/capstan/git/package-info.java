/**
 * Git without a work tree: one shared bare mirror per remote, revisions, and the files of a commit read straight from Git
 * objects. Knows nothing of Kubernetes, Quarkus or artifacts, and its public types show no JGit type.
 */
@NullMarked
package dev.capstan.git;

import org.jspecify.annotations.NullMarked;
