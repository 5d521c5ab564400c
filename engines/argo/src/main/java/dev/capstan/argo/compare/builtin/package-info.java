/**
 * The built-in kinds of Kubernetes: their fields, how a strategic merge treats their lists, and the values that the API
 * server fills in. Knows nothing of Argo CD.
 */
@NullMarked
package dev.capstan.argo.compare.builtin;

import org.jspecify.annotations.NullMarked;
