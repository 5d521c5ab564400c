/** Opens what fetches sources, with what the process shares. */
@NullMarked
package dev.capstan.application.source.kube;

import org.jspecify.annotations.NullMarked;
