/** Service accounts as the API server has them. */
@NullMarked
package dev.capstan.access.registry.kube;

import org.jspecify.annotations.NullMarked;
