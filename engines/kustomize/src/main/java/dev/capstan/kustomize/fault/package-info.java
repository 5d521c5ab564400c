/** How a problem travels from the depth of a build to its rim, where it becomes a value. Never leaves the engine. */
@NullMarked
package dev.capstan.kustomize.fault;

import org.jspecify.annotations.NullMarked;
